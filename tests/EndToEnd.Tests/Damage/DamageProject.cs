using System.Diagnostics;
using System.Text.Json.Nodes;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Damage;

/// <summary>The smallest project, run once, with a champion; each test breaks a copy of it.</summary>
public sealed class DamageProject : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Every output, <c>step.port</c>, with its digest.</summary>
    internal IReadOnlyDictionary<string, string> Outputs { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        TinyProject.Write(_folder.Path);
        Outputs = await OutputsAsync(_folder.Path);
        var promoted = await CleanFailure.RunAsync(_folder.Path, "model", "promote", "tiny@1");
        Assert.True(promoted.ExitCode == 0, promoted.ToString());
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The outputs of <c>rondo run</c> with these arguments.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> OutputsAsync(string folder, params string[] more)
    {
        var result = await CleanFailure.RunAsync(folder, ["run", "--json", .. more]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonNode.Parse(result.Output)!["steps"]!.AsArray()
            .SelectMany(s => s!["outputs"]!.AsObject().Select(o => KeyValuePair.Create($"{s["step"]}.{o.Key}", (string)o.Value!)))
            .ToDictionary(StringComparer.Ordinal);
    }

    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        using var cp = Process.Start("cp", ["-a", _folder.Path + "/.", copy.Path]);
        cp.WaitForExit();
        Assert.Equal(0, cp.ExitCode);
        return copy;
    }
}
