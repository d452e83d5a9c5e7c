using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Pipelines;

public sealed partial class SectionReader
{
    /// <summary>A text, or null when absent.</summary>
    public string? Text(string key) => Scalar(key)?.Text;

    /// <summary>A text; a failure and an empty text when absent.</summary>
    public string RequiredText(string key, string remedy)
    {
        if (Text(key) is { Length: > 0 } text)
        {
            return text;
        }

        Failures.Add(new("yaml.missing", $"{Path} needs the key '{key}'.", remedy, PlaceOf(key)));
        return "";
    }

    /// <summary>One of a few words; <paramref name="fallback"/> when absent or wrong.</summary>
    public string Choice(string key, string fallback, params IReadOnlyList<string> words)
    {
        if (Scalar(key) is not { } scalar)
        {
            return fallback;
        }

        if (words.Contains(scalar.Text, StringComparer.Ordinal))
        {
            return scalar.Text;
        }

        var near = NearestName.Of(scalar.Text, words);
        Failures.Add(new("yaml.not-a-choice", $"{Path}.{key} cannot be '{scalar.Text}'.",
            near is null ? $"Write one of: {string.Join(", ", words)}." : $"Did you mean '{near}'? It may be: {string.Join(", ", words)}.", scalar.Place));
        return fallback;
    }

    /// <summary>A number, or null.</summary>
    public double? Number(string key) => Parsed(key, "a number", "12.5", t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) && double.IsFinite(v) ? v : (double?)null);

    /// <summary>A whole number within limits, or null.</summary>
    public int? Integer(string key, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        Parsed(key, minimum == int.MinValue ? "a whole number" : $"a whole number from {minimum} to {maximum}", Math.Max(minimum, 10).ToString(CultureInfo.InvariantCulture),
            t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v) && v >= minimum && v <= maximum ? v : (int?)null);

    /// <summary>true or false (yes, no, on, off are refused: YAML 1.2).</summary>
    public bool? Flag(string key) => Parsed(key, "true or false", "true", t => t switch { "true" => true, "false" => false, _ => (bool?)null });

    /// <summary>A share from 0 to 1, written <c>20%</c> or <c>0.2</c>.</summary>
    public double? Share(string key) => Parsed(key, "a share", "20%", ScalarForms.Share);

    /// <summary>A duration: <c>90s</c>, <c>10m</c>, <c>24h</c>, <c>7d</c>, <c>3 weeks</c>.</summary>
    public TimeSpan? Duration(string key) => Parsed(key, "a duration", "24h", ScalarForms.Duration);

    /// <summary>A size in bytes: <c>500 MB</c>, <c>2 GB</c> (powers of 1000; KiB, MiB, GiB are powers of 1024).</summary>
    public long? Size(string key) => Parsed(key, "a size", "2 GB", ScalarForms.Size);

    /// <summary>A day: <c>2027-01-31</c>.</summary>
    public DateOnly? Date(string key) => Parsed(key, "a date", "2027-01-31",
        t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : (DateOnly?)null);

    /// <summary>A list of texts with their places; a single text counts as a list of one; empty when absent.</summary>
    public IReadOnlyList<YamlScalar> Texts(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlScalar one:
                return [one];
            case YamlList list:
                foreach (var bad in list.Items.Where(i => i is not YamlScalar))
                {
                    Failures.Add(new("yaml.not-a-text", $"An item of {Path}.{key} is not a text.", "Write each item on a line of its own: - text. Quote it if it holds ': ' or starts with a special character.", bad.Place));
                }

                return [.. list.Items.OfType<YamlScalar>()];
            case var other:
                Failures.Add(new("yaml.not-a-list", $"{Path}.{key} is not a list.", $"Write {key}: [one, two].", other.Place));
                return [];
        }
    }

    /// <summary>A mapping of texts, in the order written; empty when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlScalar>> TextMap(string key)
    {
        if (Map(key) is not { } inner)
        {
            return [];
        }

        var found = new List<KeyValuePair<string, YamlScalar>>();
        foreach (var entry in inner._map.Entries)
        {
            if (inner.Scalar(entry.Key) is { } scalar)
            {
                found.Add(new(entry.Key, scalar));
            }
        }

        return found;
    }

    /// <summary>A reader of an inner mapping, or null when absent. The caller finishes it.</summary>
    public SectionReader? Map(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMap map:
                return new(map, $"{Path}.{key}", Failures);
            case var other:
                Failures.Add(new("yaml.not-a-mapping", $"{Path}.{key} is not a mapping.", $"Write the keys of '{key}' below it, indented, or as {{ key: value }}.", other.Place));
                return null;
        }
    }

    /// <summary>Reports every key that was never asked for, with the nearest that was.</summary>
    public void Finish()
    {
        foreach (var entry in _map.Entries.Where(e => !_asked.Contains(e.Key)))
        {
            var near = NearestName.Of(entry.Key, _asked.Order(StringComparer.Ordinal));
            Failures.Add(new("yaml.unknown-key", $"Unknown key '{entry.Key}' in {Path}.",
                near is null ? $"Known keys: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}." : $"Did you mean '{near}'?", entry.KeyPlace));
        }
    }

    private YamlScalar? Scalar(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar;
            case var other:
                Failures.Add(new("yaml.not-a-text", $"{Path}.{key} holds {(other is YamlList ? "a list" : "a mapping")} where one value belongs.", $"Write {key}: value.", other.Place));
                return null;
        }
    }

    private T? Parsed<T>(string key, string what, string example, Func<string, T?> parse)
        where T : struct
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        var value = parse(scalar.Text.Trim());
        if (value is null)
        {
            var shown = scalar.Secret ? "the value of the environment variable" : $"'{scalar.Text}'";
            Failures.Add(new("yaml.bad-value", $"{Path}.{key} is {what}, and {shown} is none.", $"Write for example {key}: {example}.", scalar.Place));
        }

        return value;
    }
}
