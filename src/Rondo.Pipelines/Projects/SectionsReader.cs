using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>Reads the head and the stages' sections of <c>rondo.yaml</c>.</summary>
internal sealed class SectionsReader(YamlMap root, string folder, string file, StageRegistry registry, List<Failure> failures)
{
    private static readonly string[] Head = ["rondo", "project", "description", "pipeline"];

    /// <summary>Where a value of the environment may stand. All else is written into the history, and everyone may read it; the charter says so itself.</summary>
    private static readonly string[] Private = ["data.source", "data.test", "monitor", "pipeline", "charter"];

    /// <summary>The whole vocabulary of the format: a key that no stage reads yet is told apart from a misspelt one.</summary>
    private static readonly string[] Vocabulary =
        ["charter", "data", "features", "image", "train", "slices", "serve", "monitor", "retrain", "environments"];

    public string ReadName()
    {
        CheckVersion();
        CheckSecrets();
        var at = root["project"]?.Place ?? root.Place;
        switch (root["project"])
        {
            case YamlScalar { Secret: true }:
                return "";
            case YamlScalar { IsNull: false } scalar when IsProjectName(scalar.Text):
                return scalar.Text;
            case null or YamlScalar { IsNull: true }:
                failures.Add(new("project.no-name", $"{file} does not name its project.", "Write project: bike-demand.", at));
                return "";
            case var other:
                var shown = other is YamlScalar s ? $"'{s.Text}'" : "A list or mapping";
                failures.Add(new("project.name", $"{shown} is no project name.", "Use lower-case letters, digits and dashes, at most 63, beginning with a letter or digit.", at));
                return "";
        }
    }

    public string ReadDescription()
    {
        switch (root["description"])
        {
            case null:
                return "";
            case YamlScalar scalar:
                return scalar.IsNull ? "" : scalar.Text;
            case var other:
                failures.Add(new("yaml.not-a-text", "description is not a text.", "Write description: one sentence.", other.Place));
                return "";
        }
    }

    public Dictionary<string, object> ReadSections()
    {
        var read = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var section in registry.Sections)
        {
            var node = root[section.Key] is YamlScalar { IsNull: true } ? null : root[section.Key];
            var map = Mapping(section, node);
            var reader = new SectionReader(map, section.Key, failures);
            read[section.Key] = section.Read(reader, new(folder, node is not null, read) { WritesPipeline = root["pipeline"] is not null });
            reader.Finish();
        }

        CheckKeys();
        return read;
    }

    private YamlMap Mapping(ISection section, YamlNode? node)
    {
        switch (node)
        {
            case null:
                return new([], root[section.Key]?.Place ?? new(file));
            case var any when !section.IsMapping:
                return new([new(section.Key, any.Place, any)], any.Place);
            case YamlMap map:
                return map;
            default:
                failures.Add(new("yaml.not-a-mapping", $"{section.Key} is not a mapping.", $"Write the keys of '{section.Key}' below it, indented, or as {{ key: value }}.", node.Place));
                return new([], node.Place);
        }
    }

    private void CheckVersion()
    {
        if (root["rondo"] is not YamlScalar { IsNull: false } version)
        {
            failures.Add(new("project.no-version", $"{file} does not say which version of its format it is written in.", "Write rondo: 1 as its first line.", root["rondo"]?.Place ?? root.Place));
        }
        else if (version.Text is not "1")
        {
            failures.Add(new("project.version", $"This version of Rondo reads format 1, not '{version.Text}'.", "Write rondo: 1, or update Rondo.", version.Place));
        }
    }

    private void CheckSecrets()
    {
        var nodes = root.Entries.SelectMany(e => e is { Key: "data", Value: YamlMap data } ? data.Entries.Select(d => ("data." + d.Key, d.Value)) : [(e.Key, e.Value)]);
        foreach (var (key, value) in nodes.Where(n => !Private.Contains(n.Item1, StringComparer.Ordinal)))
        {
            failures.AddRange(value.Scalars().Where(s => s.Secret).Take(1).Select(s =>
                new Failure("yaml.public", $"{key} cannot hold a value of the environment: it becomes part of the history, which everyone may read.", "Write the value itself.", s.Place)));
        }
    }

    private void CheckKeys()
    {
        var known = Head.Concat(registry.Sections.Select(s => s.Key)).ToList();
        foreach (var entry in root.Entries.Where(e => !known.Contains(e.Key, StringComparer.Ordinal)))
        {
            failures.Add(Unknown(entry, known));
        }
    }

    private static Failure Unknown(YamlEntry entry, List<string> known)
    {
        if (Vocabulary.Contains(entry.Key, StringComparer.Ordinal))
        {
            return new("yaml.not-yet", $"This version of Rondo does not have '{entry.Key}' yet.", "Remove the key, or comment it out until you update.", entry.KeyPlace);
        }

        var near = NearestName.Of(entry.Key, known);
        return new("yaml.unknown-key", $"Unknown key '{entry.Key}'.", near is null ? $"Known keys: {string.Join(", ", known)}." : $"Did you mean '{near}'?", entry.KeyPlace);
    }

    private static bool IsProjectName(string text) =>
        text.Length is > 0 and <= 63 && text[0] is not '-' && text[^1] is not '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
