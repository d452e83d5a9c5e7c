using System.Text.Json.Nodes;

namespace Rondo.Data.Importing;

/// <summary>The parameters of an import: what of <see cref="DataSettings"/> can change its outputs.</summary>
internal sealed record ReadOptions
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    public char? Delimiter { get; init; }

    public char? Quote { get; init; }

    public string? Encoding { get; init; }

    /// <summary>The encoding of a file that shows none. Not a parameter of an import.</summary>
    public string? EncodingOtherwise { get; init; }

    public LocalForms Forms { get; init; } = LocalForms.Usual;

    public bool? Header { get; init; }

    /// <summary>Whether columns may be called anything, as in a file of which some columns are read. Not a parameter of an import.</summary>
    public bool AnyName { get; init; }

    public IReadOnlyList<string> Missing { get; init; } = [];

    public IReadOnlyDictionary<string, string> Types { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    public string? Time { get; init; }

    public double? Sample { get; init; }

    public IReadOnlyDictionary<string, string> Aliases { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    public string? Target { get; init; }

    public BadRowLimit BadRows { get; init; } = new(0, false);

    public static ReadOptions Of(DataSettings data, string? target) => new()
    {
        Columns = data.Columns,
        Delimiter = data.Delimiter,
        Quote = data.Quote,
        Encoding = data.Encoding,
        Forms = new(data.Decimal ?? '.', data.Dates),
        Header = data.Header,
        Missing = data.Missing,
        Types = data.Types,
        Time = data.Time,
        Sample = data.Sample,
        Aliases = data.Aliases,
        Target = data.Aliases.Count > 0 ? target : null,
        BadRows = data.BadRows,
    };

    public static ReadOptions Of(JsonObject json) => new()
    {
        Columns = json.Texts("columns"),
        Delimiter = json.Text("delimiter")?[0],
        Quote = json.Text("quote")?[0],
        Encoding = json.Text("encoding"),
        Forms = new(json.Text("decimal")?[0] ?? '.', DateOrders.Of(json.Text("dates"))),
        Header = (bool?)json["header"],
        Missing = json.Texts("missing"),
        Types = json.TextMap("types"),
        Time = json.Text("time"),
        Sample = (double?)json["sample"],
        Aliases = json.TextMap("aliases"),
        Target = json.Text("target"),
        BadRows = new((double?)json["bad-rows"] ?? (double?)json["bad-row-share"] ?? 0, json.ContainsKey("bad-row-share")),
    };

    /// <summary>What is at its default is left out.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        json.Put("columns", Columns);
        json.Put("delimiter", Delimiter?.ToString());
        json.Put("quote", Quote?.ToString());
        json.Put("encoding", Encoding);
        json.Put("decimal", Forms.Decimal == '.' ? null : Forms.Decimal.ToString());
        json.Put("dates", Forms.Dates == DateOrder.YearFirst ? null : DateOrders.Word(Forms.Dates));
        json.Put("missing", Missing);
        json.Put("types", Types);
        json.Put("time", Time);
        json.Put("aliases", Aliases);
        json.Put("target", Target);
        if (Header is { } header)
        {
            json["header"] = header;
        }

        if (Sample is { } sample)
        {
            json["sample"] = sample;
        }

        if (BadRows.Value > 0)
        {
            json[BadRows.IsShare ? "bad-row-share" : "bad-rows"] = BadRows.Value;
        }

        return json;
    }
}
