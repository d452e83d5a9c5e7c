using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Caching;

/// <summary>Makes a step's key parts. Names, paths, times, users and machines are not in them.</summary>
internal sealed class KeyBuilder(Project project, string salt, ITableForms? tables)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _salt = Encoding.UTF8.GetBytes(salt);

    /// <summary>The parts of a step with the inputs it will be given; <paramref name="code"/> are a script's files and their digests.</summary>
    public KeyParts Build(PipelineNode node, IReadOnlyDictionary<string, RunArtifact> inputs, IReadOnlyDictionary<string, string> endings, IReadOnlyList<(string Path, Digest Digest)> code, string? environment)
    {
        var parts = new KeyParts();
        if (node.Component is { } component)
        {
            AddComponent(parts, component);
        }
        else if (node.Step.Script is { } script)
        {
            AddScript(parts, node, script, endings, code, environment);
        }

        foreach (var (port, input) in inputs)
        {
            parts.Add("input:" + port, $"{input.Kind} {input.Digest.Hex}");
        }

        foreach (var port in node.Outputs)
        {
            parts.Add("output:" + port.Name, $"{port.Kind} {port.FileName}");
        }

        AddParameters(parts, "param:", node.Parameters);
        return parts;
    }

    private static void AddComponent(KeyParts parts, IComponent component)
    {
        parts.Add("component", component.Name);
        parts.Add("version", component.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var engine in component.Engines)
        {
            var space = engine.IndexOf(' ', StringComparison.Ordinal);
            parts.Add("engine:" + (space < 0 ? engine : engine[..space]), space < 0 ? "" : engine[(space + 1)..]);
        }
    }

    private void AddScript(KeyParts parts, PipelineNode node, ScriptDefinition script, IReadOnlyDictionary<string, string> endings, IReadOnlyList<(string Path, Digest Digest)> code, string? environment)
    {
        parts.Add("command", script.Shell ? script.Command[0] : JsonSerializer.Serialize(script.Command, Relaxed));
        foreach (var (path, digest) in code)
        {
            parts.Add("code:" + path, digest.Hex);
        }

        if (environment is not null)
        {
            parts.Add("env", environment);
        }

        foreach (var (port, ending) in endings)
        {
            parts.Add("form:" + port, ending);
        }

        if (tables is not null && (endings.Values.Contains(".csv", StringComparer.Ordinal) || node.Outputs.Any(o => o.Kind is ArtifactKinds.Table && !o.FileName.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))))
        {
            parts.Add("tables", tables.Version);
        }
    }

    private void AddParameters(KeyParts parts, string prefix, JsonObject parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is JsonObject { Count: > 0 } inner)
            {
                AddParameters(parts, prefix + name + ".", inner);
            }
            else
            {
                parts.Add(prefix + name, Shown(value));
            }
        }
    }

    private string Shown(JsonNode? value)
    {
        if (!project.Secrets.Any)
        {
            return CanonicalJson.Text(value);
        }

        var clear = CanonicalJson.Text(value);
        var hidden = CanonicalJson.Text(project.Secrets.Hide(value));
        return string.Equals(clear, hidden, StringComparison.Ordinal)
            ? clear
            : $"{hidden} secret {Convert.ToHexStringLower(HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(clear)))}";
    }
}
