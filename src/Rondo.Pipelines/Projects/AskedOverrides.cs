using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>
/// What somebody who may run the pipeline, and no more, may override from another machine: values, and never what is executed, where it
/// lies, whom it talks to or what comes from the environment. This is the one list of them; a key that is not in it is refused.
/// </summary>
internal static partial class AskedOverrides
{
    private const string Remedy = "Change rondo.yaml in the project's folder on the server, or run it there: who has the folder may override every key.";

    /// <summary>Keys below which everything is a value.</summary>
    private static readonly FrozenSet<string> Values = FrozenSet.Create(
        StringComparer.Ordinal,
        "charter.task", "charter.target", "charter.positive", "charter.problem", "charter.objective", "charter.unit", "charter.horizon", "charter.use", "charter.kpi",
        "charter.risk", "charter.sensitivity", "charter.costs", "charter.baseline", "charter.requirements", "charter.evidence", "charter.deadline", "charter.resources",
        "data.columns", "data.delimiter", "data.quote", "data.encoding", "data.decimal", "data.dates", "data.header", "data.missing", "data.key", "data.time", "data.known-at",
        "data.drop", "data.types", "data.sample", "data.labels", "data.checks", "data.accept", "data.bad-rows", "data.split",
        "train.search", "train.metric", "train.seed", "train.xgboost",
        "slices");

    /// <summary>Keys whose value names files of the project.</summary>
    private static readonly FrozenSet<string> Files = FrozenSet.Create(StringComparer.Ordinal, "data.source", "data.test");

    /// <summary>What is refused of the overrides of a project as it is written; <paramref name="files"/> finds what a path, folder or pattern names.</summary>
    public static List<Failure> Check(YamlMap written, IReadOnlyList<string> overrides, string folder, Func<string, IReadOnlyList<string>> files)
    {
        var failures = new List<Failure>();
        foreach (var text in overrides)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? "" : text[..equals].Trim();
            if (key.Length > 0 && Refusal(written, key, text[(equals + 1)..], folder, files) is { } refused)
            {
                failures.Add(refused with { Place = new("-D " + key) });
            }
        }

        return failures;
    }

    private static Failure? Refusal(YamlMap written, string key, string text, string folder, Func<string, IReadOnlyList<string>> files)
    {
        var references = new Dictionary<string, string>(StringComparer.Ordinal);
        var value = YamlReader.Read(text, "the value", _ => "", references);
        if (!value.Ok)
        {
            return null;   // no value at all: whoever reads it says why
        }

        if ((references.Keys.FirstOrDefault() ?? value.Value.Scalars().Select(s => Reference().Match(s.Text)).FirstOrDefault(m => m.Success)?.Groups["name"].Value) is { } name)
        {
            return new("override.environment", $"{key} is to come from the server's environment ({name}), which is not given to a request.", Remedy);
        }

        var path = key.Split('.');
        return Files.Contains(key) ? FileRefusal(key, value.Value, folder, files)
            : Values.Contains(string.Join('.', path.Take(path[0] is "slices" ? 1 : 2))) ? null
            : path is ["pipeline", "steps", var step, "with", var parameter] ? ParameterRefusal(written, key, step, parameter, value.Value)
            : NotAValue(key);
    }

    private static Failure NotAValue(string key) =>
        new("override.not-a-value", $"{key} cannot be set over the API: values of data, charter, train and slices can, and not what is executed, where it lies or whom it talks to.", Remedy);

    private static Failure? FileRefusal(string key, YamlNode value, string folder, Func<string, IReadOnlyList<string>> files)
    {
        foreach (var path in value.Scalars().Select(s => s.Text))
        {
            if (IsElsewhere(path) || IsHidden(path) || files(path).Any(f => IsHidden(f) || PassesLink(folder, f)))
            {
                return new("override.file", $"{key} names '{path}', which is not a plain file of the project: no address, link, hidden file or other folder is read over the API.", Remedy);
            }
        }

        return null;
    }

    // A script's parameter keeps its type, and a script that is given a secret, or an address, talks to whom its project says.
    private static Failure? ParameterRefusal(YamlMap written, string key, string step, string parameter, YamlNode value)
    {
        var block = ((written["pipeline"] as YamlMap)?["steps"] as YamlMap)?[step] as YamlMap;
        if (block?["run"] is null || block["with"] is not YamlMap with || with[parameter] is not { } now)
        {
            return new("override.not-a-value", $"{key} cannot be set over the API: what can is a parameter that rondo.yaml writes for a script.", Remedy);
        }

        return with.Scalars().Any(s => s.Secret) || now.Scalars().Concat(value.Scalars()).Any(s => IsElsewhere(s.Text)) || Form(now) != Form(value)
            ? new("override.not-a-value", $"{key} cannot be set over the API to this: the script is given a secret, or it is an address or a path, or a value of another type.", Remedy)
            : null;
    }

    private static System.Text.Json.JsonValueKind? Form(YamlNode node) => YamlJson.Of(node)?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.False => System.Text.Json.JsonValueKind.True,
        var kind => kind,
    };

    private static bool IsElsewhere(string text) =>
        Path.IsPathRooted(text) || text.StartsWith('~') || text.Contains("://", StringComparison.Ordinal) || text.Split('/', '\\').Contains("..", StringComparer.Ordinal);

    private static bool IsHidden(string path) =>
        path.AsSpan().IndexOfAny('\\', ':') >= 0 || path.Split('/').Any(p => p.Length > 1 && p[0] == '.');

    private static bool PassesLink(string folder, string file)
    {
        for (var part = file; part is { Length: > 0 }; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(Path.Combine(folder, part)).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^\$(\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
