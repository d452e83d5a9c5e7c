using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines.Executors;

/// <summary>The environment variables of a script.</summary>
internal static class ScriptEnvironment
{
    /// <summary>What a script keeps of our environment: where programs, homes, certificates and proxies are; nothing that changes results by accident.</summary>
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "DOTNET_ROOT", "DOTNET_CLI_HOME", "NUGET_PACKAGES", "JAVA_HOME", "VIRTUAL_ENV", "CONDA_PREFIX",
        "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    ];

    public static Dictionary<string, string> Of(StepJob job, IReadOnlyList<GivenInput> given)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Kept)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        variables.TryAdd("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.TryAdd("LANG", "C.UTF-8");
        variables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(job.Folder, "tmp")).FullName;
        variables["PYTHONUNBUFFERED"] = "1";
        variables["PYTHONDONTWRITEBYTECODE"] = "1";
        variables["PYTHONHASHSEED"] = "0";
        variables["OMP_NUM_THREADS"] = job.Threads.ToString(CultureInfo.InvariantCulture);
        variables["RONDO_WORK"] = job.WorkFolder;
        variables["RONDO_STEP"] = job.Node.Name;
        variables["RONDO_ATTEMPT"] = job.Attempt.ToString(CultureInfo.InvariantCulture);
        variables["RONDO_CPUS"] = job.Threads.ToString(CultureInfo.InvariantCulture);
        foreach (var input in given)
        {
            variables["RONDO_INPUT_" + Name(input.Port)] = input.Path;
        }

        foreach (var port in job.Node.Outputs)
        {
            variables["RONDO_OUTPUT_" + Name(port.Name)] = job.OutputPath(port);
        }

        foreach (var (name, value) in job.Parameters)
        {
            variables["RONDO_PARAM_" + Name(name)] = Shown(value);
        }

        foreach (var (name, value) in job.Variables)
        {
            variables[name] = value;
        }

        return variables;
    }

    private static string Name(string port) => port.Replace('-', '_');

    // A text as it is, anything else as JSON; nothing for null.
    private static string Shown(JsonNode? value) =>
        value is JsonValue v && v.TryGetValue<string>(out var text) ? text : value is null ? "" : CanonicalJson.Text(value);
}
