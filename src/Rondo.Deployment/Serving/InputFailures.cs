using System.Globalization;
using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>What may be wrong with a request, with the row and the field.</summary>
internal static class InputFailures
{
    /// <summary>A limit, not a fault: answered with another status.</summary>
    public const string TooManyRowsCode = "predict.too-many-rows";

    public static Failure Malformed(string what) => new("predict.json", $"The body is no JSON that can be read: {what}", "Send one record as a JSON object, several as an array, or { \"records\": [ … ] }.");

    public static Failure NotARecord(int row, string found) => new("predict.not-a-record", $"Row {Text(row)} is {found}, and a record is a JSON object.", "Send { \"field\": value, … }.")
    {
        Arguments = Where(row, null),
    };

    public static Failure UnknownField(int row, string name, Signature signature)
    {
        var names = signature.Inputs.Select(f => f.Name).ToList();
        var near = name.Length > 100 ? null : NearestName.Of(name, names);
        var shown = name.Length > 100 ? name[..100] + "…" : name;
        return new("input.unknown-field", $"Row {Text(row)} has a field '{shown}' that the model does not know.", near is null ? $"The fields are {string.Join(", ", names.Take(40))}{(names.Count > 40 ? " …" : "")}." : $"Did you mean '{near}'?")
        {
            Arguments = Where(row, shown),
        };
    }

    public static Failure Repeated(int row, string name) => Field("repeated", row, name, "is given twice", "Give each field once.");

    public static Failure WrongType(int row, Field field, string found) => Field("type", row, field.Name, $"is {found}", field.Type switch
    {
        FieldType.Number => "Write a JSON number, or null where it is missing.",
        FieldType.Boolean => "Write true, false, 1 or 0, or null where it is missing.",
        FieldType.Timestamp => "Write a time of ISO 8601 in quotes, \"2026-11-21T08:30:00Z\", or null where it is missing.",
        _ => "Write a text in quotes, or null where it is missing.",
    });

    public static Failure BadTime(int row, string name) => Field("time", row, name, "is no time of ISO 8601", "Write \"2026-11-21\", \"2026-11-21T08:30:00\" (UTC) or \"2026-11-21T08:30:00+08:00\".");

    public static Failure BadText(int row, string name) => Field("text", row, name, "is no valid Unicode text", "Send the text as UTF-8 without lone surrogates.");

    public static Failure TooManyRows(int limit) => new(TooManyRowsCode, $"The request has more than {Text(limit)} rows.", "Send it in several requests, or predict a file: rondo predict.");

    public static Failure RepeatedId(string id) => new("prediction.repeated-id", $"The prediction id '{id}' is given to two rows.", "Give each row its own, or none.");

    public static Failure IdForMany() => new("prediction.id-for-many", "One prediction id was given for several rows.", "Give each record its own \"prediction_id\", or none.");

    private static Failure Field(string code, int row, string name, string problem, string remedy) =>
        new($"input.{code}", $"Field '{name}' in row {Text(row)} {problem}.", remedy) { Arguments = Where(row, name) };

    private static Dictionary<string, string> Where(int row, string? field)
    {
        var where = new Dictionary<string, string>(StringComparer.Ordinal) { ["row"] = Text(row) };
        if (field is not null)
        {
            where["field"] = field;
        }

        return where;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
