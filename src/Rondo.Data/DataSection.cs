using System.Globalization;
using Rondo.Expressions;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data;

/// <summary>Reads <c>data:</c> into <see cref="DataSettings"/>.</summary>
public sealed class DataSection : ISection
{
    private static readonly string[] TypeWords = ["number", "category", "text", "boolean", "timestamp"];

    /// <inheritdoc/>
    public string Key => "data";

    /// <inheritdoc/>
    public object Read(SectionReader reader, SectionContext earlier)
    {
        var test = reader.Text("test");
        return new DataSettings
        {
            Source = Source(reader, earlier.Present),
            Test = test,
            Traffic = reader.Text("traffic"),
            Window = Window(reader),
            Columns = [.. reader.Texts("columns").Select(c => c.Text)],
            Delimiter = Character(reader, "delimiter"),
            Quote = Character(reader, "quote"),
            Encoding = Encoding(reader),
            Decimal = reader.Text("decimal") is null ? null : reader.Choice("decimal", ".", ".", ",")[0],
            Dates = reader.Text("dates") is null ? DateOrder.YearFirst : Importing.DateOrders.Of(reader.Choice("dates", "year-first", Importing.DateOrders.Words)),
            Header = Header(reader),
            Missing = [.. reader.Texts("missing").Select(c => c.Text)],
            Key = [.. reader.Texts("key").Select(c => c.Text)],
            Time = Time(reader),
            KnownAt = KnownAt(reader),
            Drop = [.. reader.Texts("drop").Select(c => c.Text)],
            Types = Types(reader),
            Sample = Sample(reader),
            Aliases = Aliases(reader),
            Checks = [.. reader.Texts("checks").Select(c => Check(reader, c))],
            Accept = Accept(reader),
            BadRows = BadRows(reader),
            Split = Split(reader, test),
        };
    }

    private static TimeSpan? Window(SectionReader reader)
    {
        var window = reader.Duration("window");
        if (window is not null && reader.Text("traffic") is null)
        {
            reader.Failures.Add(new("data.window-alone", "data.window says how far back a retraining looks, and there is no data.traffic.", "Write it as retrain: { window: 180d }, or name the traffic.", reader.PlaceOf("window")));
        }

        return window is { } length && length > TimeSpan.Zero ? length : null;
    }

    private static string? Source(SectionReader reader, bool present)
    {
        if (reader.Node("source") is YamlMap map)
        {
            reader.Failures.Add(new("data.source-unsupported", "data.source reads files in this version, not a database query.",
                "Export the query to CSV or Parquet and name the file: source: data/table.parquet", map.Place));
            return null;
        }

        var sources = reader.Texts("source");
        if (present && sources.Count == 0 && reader.Failures.Count == 0)
        {
            reader.Failures.Add(new("yaml.missing", "data needs the key 'source'.", "Name the file with the table: source: data/table.csv", reader.Place));
        }

        if (sources.Count > 1)
        {
            reader.Failures.Add(new("data.one-source", "data.source names several files one by one, which this version does not read.",
                "Put them in a folder and name the folder, or a pattern: source: data/*.csv", sources[1].Place));
        }

        return sources.Count > 0 ? sources[0].Text : null;
    }

    // An expression that cannot be read is said at once; whether it fits the columns is known when the table is.
    private static DataCheck Check(SectionReader reader, YamlScalar check)
    {
        Parse(reader, check.Text, check.Place);
        return new(check.Text, check.Place);
    }

    private static string? Time(SectionReader reader)
    {
        var time = reader.Text("time");
        if (time is not null)
        {
            Parse(reader, time, reader.PlaceOf("time"));
        }

        return time;
    }

    private static void Parse(SectionReader reader, string expression, Place place)
    {
        foreach (var failure in Expression.Parse(expression, place).Failures)
        {
            reader.Failures.Add(failure);
        }
    }

    private static char? Character(SectionReader reader, string key)
    {
        var text = reader.Text(key);
        switch (text)
        {
            case null:
                return null;
            case "tab" or "\\t":
                return '\t';
            case { Length: 1 } when text[0] is not ('\n' or '\r' or '\0'):
                return text[0];
            default:
                reader.Failures.Add(new("yaml.bad-value", $"data.{key} is one character, and '{text}' is not.", $"Write for example {key}: \";\" or {key}: tab.", reader.PlaceOf(key)));
                return null;
        }
    }

    private static string? Encoding(SectionReader reader) =>
        reader.Text("encoding") is null ? null : reader.Choice("encoding", "utf-8", Importing.TextEncodings.Names);

    private static bool? Header(SectionReader reader) =>
        reader.Text("header") is null
            ? null
            : reader.Choice("header", "first", "none", "first", "true", "false") is "first" or "true";

    private static Dictionary<string, TimeSpan> KnownAt(SectionReader reader)
    {
        var known = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (column, value) in reader.TextMap("known-at"))
        {
            var text = value.Text.Trim();
            var negative = text.StartsWith('-');
            if (ScalarForms.Duration(negative ? text[1..].Trim() : text) is { } span)
            {
                known[column] = negative ? -span : span;
            }
            else
            {
                reader.Failures.Add(new("yaml.bad-value", $"data.known-at.{column} is a duration, and '{text}' is none.",
                    "Write when the column is known relative to the row's time: 0h, 10m after it, -24h before it.", value.Place));
            }
        }

        return known;
    }

    private static Dictionary<string, string> Types(SectionReader reader)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, value) in reader.TextMap("types"))
        {
            if (TypeWords.Contains(value.Text, StringComparer.Ordinal))
            {
                types[column] = value.Text;
                continue;
            }

            var near = NearestName.Of(value.Text, TypeWords);
            reader.Failures.Add(new("yaml.not-a-choice", $"data.types.{column} cannot be '{value.Text}'.",
                (near is null ? "" : $"Did you mean '{near}'? ") + $"It may be: {string.Join(", ", TypeWords)}.", value.Place));
        }

        return types;
    }

    private static double? Sample(SectionReader reader)
    {
        if (reader.Share("sample") is not { } share)
        {
            return null;
        }

        if (share > 0)
        {
            return share < 1 ? share : null;
        }

        reader.Failures.Add(new("yaml.bad-value", "data.sample takes no row.", "Write a share above 0, for example sample: 10%, or leave the key out.", reader.PlaceOf("sample")));
        return null;
    }

    private static Dictionary<string, string> Aliases(SectionReader reader)
    {
        if (reader.Map("labels") is not { } labels)
        {
            return [];
        }

        if (labels.Node("guideline") is { } guideline)
        {
            reader.Failures.Add(new("data.labels-unsupported", "data.labels.guideline belongs to label tasks, which this version does not have.", "Remove the key.", guideline.Place));
        }

        var aliases = labels.TextMap("aliases").ToDictionary(p => p.Key, p => p.Value.Text, StringComparer.Ordinal);
        labels.Finish();
        return aliases;
    }

    private static Dictionary<string, string> Accept(SectionReader reader)
    {
        var accept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, reason) in reader.TextMap("accept"))
        {
            accept[column] = reason.Text.Trim();
            if (accept[column].Length == 0)
            {
                reader.Failures.Add(new("data.no-reason", $"data.accept.{column} gives no reason.", $"Say why the column is no leak: accept: {{ {column}: \"known before the call\" }}", reason.Place));
            }
        }

        return accept;
    }

    private static BadRowLimit BadRows(SectionReader reader)
    {
        if (reader.Text("bad-rows") is not { } text)
        {
            return new(0, false);
        }

        if (text.EndsWith('%') && ScalarForms.Share(text) is { } share)
        {
            return new(share, true);
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return new(count, false);
        }

        reader.Failures.Add(new("yaml.bad-value", $"data.bad-rows is a number of rows or a share of them, and '{text}' is neither.", "Write for example bad-rows: 10 or bad-rows: 0.1%.", reader.PlaceOf("bad-rows")));
        return new(0, false);
    }

    private static SplitSettings Split(SectionReader reader, string? testFile)
    {
        if (reader.Map("split") is not { } split)
        {
            return testFile is null ? new() : new() { Test = 0 };
        }

        var (by, group) = SplitBy(split);
        var test = split.Share("test");
        if (test is > 0 && testFile is not null)
        {
            split.Failures.Add(new("data.two-tests", "The test part is given twice: data.test names a file and data.split.test a share.", "Remove one of the two.", split.PlaceOf("test")));
        }

        else if (test is 0 && testFile is null)
        {
            split.Failures.Add(new("data.no-test", "data.split.test is 0 %: without a test part no requirement on test can be measured, and no version registered.", "Write for example test: 20%, or name a file below data:, test: holdout.csv.", split.PlaceOf("test")));
        }

        var settings = new SplitSettings
        {
            By = by,
            Group = group,
            Test = testFile is null ? test ?? 0.2 : 0,
            Validation = split.Share("validation") ?? 0.1,
            Seed = split.Integer("seed") ?? 1,
        };
        split.Finish();
        if (settings.Test + settings.Validation >= 0.95)
        {
            split.Failures.Add(new("data.no-train", "data.split leaves less than 5% of the rows for training.", "Write for example split: { test: 20%, validation: 10% }.", split.Place));
        }

        return settings;
    }

    private static (SplitKind? By, string? Group) SplitBy(SectionReader split)
    {
        if (split.Node("by") is YamlMap)
        {
            var inner = split.Map("by")!;
            var group = inner.RequiredText("group", "Name the column whose values stay together: by: { group: customer }");
            inner.Finish();
            return (SplitKind.Group, group);
        }

        if (split.Text("by") is null)
        {
            return (null, null);
        }

        return split.Choice("by", "random", "time", "random", "stratified") switch
        {
            "time" => (SplitKind.Time, null),
            "stratified" => (SplitKind.Stratified, null),
            _ => (SplitKind.Random, null),
        };
    }
}
