using System.Globalization;

namespace Rondo.Expressions.Operations;

/// <summary>Pieces of DuckDB SQL that operations share.</summary>
internal sealed class SqlWriter
{
    // Above this an expression that is needed twice is bound to a name, so that the SQL's size stays linear.
    private const int ShortEnoughToRepeat = 60;

    private int _names;

    /// <summary>SQL that mentions a value several times. DuckDB has no <c>let</c>: a lambda over a list of one does the same.</summary>
    public string Let(string value, Func<string, string> body)
    {
        if (value.Length <= ShortEnoughToRepeat)
        {
            return $"({body(value)})";
        }

        var name = Fresh();
        return $"list_transform([{value}], lambda {name}: {body(name)})[1]";
    }

    /// <summary>SQL that mentions several values several times.</summary>
    public string Let(string[] values, Func<string[], string> body)
    {
        if (values.All(v => v.Length <= ShortEnoughToRepeat))
        {
            return $"({body(values)})";
        }

        var name = Fresh();
        var fields = values.Select((v, i) => $"'f{i.ToString(CultureInfo.InvariantCulture)}': {v}");
        // Not v1.f0, which a table v1 or a column v1 would take for itself.
        var uses = values.Select((_, i) => $"{name}['f{i.ToString(CultureInfo.InvariantCulture)}']").ToArray();
        return $"list_transform([{{{string.Join(", ", fields)}}}], lambda {name}: {body(uses)})[1]";
    }

    /// <summary>The value, or null where it is no value of the language.</summary>
    public string Settle(string value, ValueKind kind) => kind switch
    {
        ValueKind.Number => Let(value, v => $"CASE WHEN isfinite({v}) THEN {v} END"),
        ValueKind.Text => Let(value, v => $"CASE WHEN {v} <> '' THEN {v} END"),
        ValueKind.Timestamp => Let(value, v => $"CASE WHEN {v} BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999' THEN {v} END"),
        ValueKind.Duration => Let(value, v => $"CASE WHEN abs({v}) <= {Constant(Settled.MaxDuration)} THEN {v} END"),
        _ => value,
    };

    /// <summary>Whole microseconds of a count of them.</summary>
    public string Duration(string microseconds) =>
        $"CAST({Let(microseconds, v => $"CASE WHEN abs({v}) <= {Constant(Settled.MaxDuration)} THEN round({v}) END")} AS BIGINT)";

    /// <summary>Its type's name in DuckDB.</summary>
    public static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Number => "DOUBLE",
        ValueKind.Text => "VARCHAR",
        ValueKind.Boolean => "BOOLEAN",
        ValueKind.Timestamp => "TIMESTAMP",
        _ => "BIGINT",
    };

    /// <summary>A constant. A number is written with an exponent: without, DuckDB would make it a DECIMAL.</summary>
    public static string Constant(object? value) => value switch
    {
        double d => $"({Exponential(d.ToString("R", CultureInfo.InvariantCulture))})",
        long n => n.ToString(CultureInfo.InvariantCulture),
        string s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'",
        bool b => b ? "true" : "false",
        DateTime t => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{t:yyyy-MM-dd HH:mm:ss.ffffff}'"),
        _ => throw new InvalidOperationException("A kind of constant has no SQL."),
    };

    private static string Exponential(string number) => number.Contains('E', StringComparison.Ordinal) ? number : number + "e0";

    private string Fresh() => $"v{(++_names).ToString(CultureInfo.InvariantCulture)}";
}
