using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>Applies <c>-D train.budget.trials=5</c> to the tree: the value is read as YAML, missing mappings are made.</summary>
internal static class Overrides
{
    public static Result<YamlMap> Apply(YamlMap root, IReadOnlyList<string> overrides, Func<string, string?> environment, IDictionary<string, string> secrets)
    {
        var failures = new List<Failure>();
        foreach (var text in overrides)
        {
            var applied = Apply(root, text, environment, secrets);
            if (applied.Ok)
            {
                root = applied.Value;
            }

            failures.AddRange(applied.Failures);
        }

        return failures.Count > 0 ? failures : root;
    }

    private static Result<YamlMap> Apply(YamlMap root, string text, Func<string, string?> environment, IDictionary<string, string> secrets)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? [] : text[..equals].Trim().Split('.');
        var place = new Place("-D " + text);
        if (path.Length == 0 || path.Any(p => p.Trim().Length == 0))
        {
            return new Failure("override.form", $"'{text}' is no override.", "Write -D section.key=value, for example -D train.seed=8.", place);
        }

        var value = YamlReader.Read(text[(equals + 1)..], "the value", environment, secrets, place);
        if (!value.Ok)
        {
            return value.Failures.Select(f => f with { Code = "override." + f.Code.Split('.')[^1] }).ToList();
        }

        var node = value.Value is YamlMap { Entries.Count: 0 } && text[(equals + 1)..].Trim().Length == 0 ? new YamlScalar("", Quoted: false, Secret: false, place) : value.Value;
        return Set(root, path, 0, node, place);
    }

    private static Result<YamlMap> Set(YamlMap map, string[] path, int at, YamlNode value, Place place)
    {
        var inner = value;
        if (at < path.Length - 1)
        {
            YamlMap? next = map[path[at]] switch
            {
                YamlMap m => m,
                null => new YamlMap([], place),
                YamlScalar { IsNull: true } => new YamlMap([], place),
                _ => null,
            };
            if (next is null)
            {
                var name = string.Join('.', path[..(at + 1)]);
                return new Failure("override.not-a-mapping", $"{name} is not a mapping, so it has no key '{path[at + 1]}'.", $"Override it whole: -D {name}=…", place);
            }

            var set = Set(next, path, at + 1, value, place);
            if (!set.Ok)
            {
                return set;
            }

            inner = set.Value;
        }

        var entries = map.Entries.ToList();
        var index = entries.FindIndex(e => string.Equals(e.Key, path[at], StringComparison.Ordinal));
        if (index < 0)
        {
            entries.Add(new(path[at], place, inner));
        }
        else
        {
            entries[index] = entries[index] with { Value = inner };
        }

        return map with { Entries = entries };
    }
}
