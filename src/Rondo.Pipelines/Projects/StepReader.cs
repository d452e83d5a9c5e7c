using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>Reads one step of the <c>pipeline:</c> block.</summary>
internal sealed class StepReader(string name, Place place, SectionReader reader)
{
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);

    public StepDefinition Read()
    {
        var uses = reader.Node("uses") is null ? null : reader.Text("uses");
        var runNode = reader.Node("run");
        var inputs = Inputs();
        var outputs = Outputs();
        var code = reader.Texts("code");
        var environment = reader.Text("env");
        var step = new StepDefinition(name, place)
        {
            Uses = uses,
            Inputs = inputs,
            With = reader.Map("with") is null ? [] : With(reader.Node("with")),
            Resources = Resources(),
            Retries = reader.Integer("retries", 0, 100) ?? 0,
            Script = runNode is null ? null : Script(runNode, outputs, [.. code.Select(c => c.Text)], environment),
        };
        var before = reader.Failures.Count;
        reader.Finish();
        if (reader.Failures.Count == before)
        {
            CheckKind(uses, runNode, outputs.Count > 0, code.Count > 0 || environment is not null);
        }

        return step;
    }

    private void CheckKind(string? uses, YamlNode? run, bool hasOutputs, bool hasCode)
    {
        if ((uses is null) == (run is null))
        {
            Fail("pipeline.step-kind", uses is null ? $"The step '{name}' does nothing: it has neither 'uses' nor 'run'." : $"The step '{name}' has both 'uses' and 'run'.",
                "Write uses: data/import for a built-in component, or run: python clean.py for a script.", place);
        }
        else if (uses is not null && (hasOutputs || hasCode))
        {
            var key = hasOutputs ? "out" : reader.Node("code") is null ? "env" : "code";
            Fail("pipeline.built-in-keys", $"'{key}' belongs to a script; the component {uses} declares its own.", $"Remove '{key}'.", reader.PlaceOf(key));
        }
    }

    private ScriptDefinition? Script(YamlNode run, IReadOnlyList<Port> outputs, IReadOnlyList<string> code, string? environment)
    {
        IReadOnlyList<YamlScalar> words = run is YamlScalar one ? [one] : reader.Texts("run");
        if (words.FirstOrDefault(w => w.Secret) is { } secret)
        {
            Fail("pipeline.secret-command", "A command cannot come from the environment: it is part of the cache key and shown to people.",
                "Pass the value as a parameter: with: { token: $TOKEN }; the script reads RONDO_PARAM_token.", secret.Place);
            return null;
        }

        if (words.Count == 0 || words[0].Text.Trim().Length == 0)
        {
            Fail("pipeline.empty-command", $"The step '{name}' has an empty command.", "Write run: python clean.py.", run.Place);
            return null;
        }

        return new([.. words.Select(w => w.Text)], run is YamlScalar, outputs, code, environment) { InputForms = _forms };
    }

    private StepResources Resources()
    {
        if (reader.Map("resources") is not { } inner)
        {
            return new();
        }

        var resources = new StepResources(inner.Integer("cpus", 1, 4096), inner.Size("memory"), inner.Duration("time"));
        inner.Finish();
        return resources;
    }

    private static JsonObject With(YamlNode? node) => node is YamlMap map ? YamlJson.Of(map) : [];

    private Dictionary<string, InputReference> Inputs()
    {
        var found = new Dictionary<string, InputReference>(StringComparer.Ordinal);
        if (reader.Map("in") is null || reader.Node("in") is not YamlMap map)
        {
            return found;
        }

        foreach (var entry in map.Entries)
        {
            CheckPortName(entry);
            if (entry.Value is YamlMap form)
            {
                var inner = new SectionReader(form, $"{reader.Path}.in.{entry.Key}", reader.Failures);
                var from = inner.RequiredText("from", "Write from: step.port.");
                _forms[entry.Key] = inner.Choice("as", "csv", "csv", "parquet");
                inner.Finish();
                Add(entry.Key, from, inner.PlaceOf("from"));
            }
            else if (entry.Value is YamlScalar { IsNull: false } scalar)
            {
                Add(entry.Key, scalar.Text, scalar.Place);
            }
            else
            {
                Fail("pipeline.input-form", $"The input '{entry.Key}' names no source.", $"Write {entry.Key}: step.port, or file:path.", entry.Value.Place);
            }
        }

        return found;

        void Add(string port, string text, Place at)
        {
            if (text.Length > 0 && Reference(text, at) is { } reference)
            {
                found[port] = reference;
            }
        }
    }

    private InputReference? Reference(string text, Place at)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            var rest = text[(colon + 1)..].Trim();
            return text[..colon] is "file" ? new ProjectFileReference(rest, at) : new NamedReference(text[..colon].Trim(), rest, at);
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && dot < text.Length - 1)
        {
            return new StepOutputReference(text[..dot], text[(dot + 1)..], at);
        }

        Fail("pipeline.input-form", $"'{text}' names no input.", "Write step.port for another step's output, file:path for a file of the project, dataset:NAME or model:NAME.", at);
        return null;
    }

    private List<Port> Outputs()
    {
        var ports = new List<Port>();
        if (reader.Map("out") is null || reader.Node("out") is not YamlMap map)
        {
            return ports;
        }

        foreach (var entry in map.Entries)
        {
            CheckPortName(entry);
            var (file, kind, at) = (entry.Value as YamlScalar)?.Text is { } text ? (text, null, entry.Value.Place) : OutputForm(entry);
            if (!IsPlainRelativePath(file))
            {
                Fail("pipeline.output-path", $"The output '{entry.Key}' must be a file name below the step's own folder, not '{file}'.", $"Write {entry.Key}: {entry.Key}.csv.", at);
                continue;
            }

            if (ports.Find(p => string.Equals(p.FileName, file, StringComparison.Ordinal)) is { } twin)
            {
                Fail("pipeline.output-twice", $"The outputs '{twin.Name}' and '{entry.Key}' are the same file '{file}'.", "Give each its own file.", at);
            }

            ports.Add(new(entry.Key, kind ?? OutputKinds.Guess(entry.Key, file), file));
        }

        return ports;
    }

    private (string File, string? Kind, Place At) OutputForm(YamlEntry entry)
    {
        if (entry.Value is not YamlMap form)
        {
            return ("", null, entry.Value.Place);
        }

        var inner = new SectionReader(form, $"{reader.Path}.out.{entry.Key}", reader.Failures);
        var file = inner.RequiredText("file", "Write file: name.csv.");
        var kind = inner.Node("kind") is null ? null : inner.Choice("kind", ArtifactKinds.File, OutputKinds.All);
        inner.Finish();
        return (file, kind, inner.PlaceOf("file"));
    }

    private static bool IsPlainRelativePath(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && path.IndexOfAny(['\0', '\n', '\\']) < 0
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private void CheckPortName(YamlEntry entry)
    {
        if (!PipelineReader.IsName(entry.Key))
        {
            Fail("pipeline.port-name", $"'{entry.Key}' is no name for a port.", "Use letters, digits, '-' and '_', beginning with a letter.", entry.KeyPlace);
        }
    }

    private void Fail(string code, string problem, string remedy, Place at) => reader.Failures.Add(new(code, problem, remedy, at));
}
