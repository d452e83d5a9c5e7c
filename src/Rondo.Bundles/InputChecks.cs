using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>Compares values with a signature, field by field and row by row. The first breach of a field is reported.</summary>
internal sealed class InputChecks(Signature signature, bool enforceRanges)
{
    // The years 1 to 9999: what every part that reads a time can write.
    private static readonly long Earliest = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long Latest = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private const string OrNull = "Check the unit it is in; where the value is not known, send null.";

    private readonly HashSet<string>?[] _categories =
        [.. signature.Inputs.Select(f => f.Categories is null ? null : new HashSet<string>(f.Categories, StringComparer.Ordinal))];

    /// <summary>All breaches, at most one a field; empty when there are none.</summary>
    public List<Failure> Check(IReadOnlyDictionary<string, Array> columns)
    {
        var failures = new List<Failure>();
        var rows = -1;
        for (var f = 0; f < signature.Inputs.Count; f++)
        {
            var field = signature.Inputs[f];
            if (!columns.TryGetValue(field.Name, out var column))
            {
                failures.Add(BundleFailure.Input("missing", field.Name, row: null, "was not given"));
                continue;
            }

            rows = rows < 0 ? column.Length : rows;
            if (Column(f, column, rows) is { } failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    public Failure? Number(int index, int row, double value)
    {
        var field = signature.Inputs[index];
        if (double.IsNaN(value))
        {
            return Null(field, row);
        }

        if (double.IsInfinity(value))
        {
            return BundleFailure.Input("infinite", field.Name, row, "is infinite, or too large for any number", OrNull);
        }

        if (Math.Abs(value) > float.MaxValue)
        {
            return BundleFailure.Input("too-large", field.Name, row, $"is {Shown(value)}, and models compute in single precision, up to 3.4e38", OrNull);
        }

        return field.Type == FieldType.Boolean && value is not (0 or 1)
            ? BundleFailure.Input("boolean", field.Name, row, $"is {Shown(value)}, and a boolean is 0 or 1")
            : Range(field, row, value);
    }

    public Failure? Timestamp(int index, int row, long value)
    {
        var field = signature.Inputs[index];
        return value == long.MinValue ? Null(field, row)
            : value < Earliest || value > Latest ? BundleFailure.Input("time", field.Name, row, "is a time outside the years 1 to 9999; a number is taken as microseconds since 1970")
            : Range(field, row, value);
    }

    public Failure? Text(int index, int row, string? value)
    {
        var field = signature.Inputs[index];
        if (string.IsNullOrEmpty(value))
        {
            return Null(field, row);
        }

        return enforceRanges && _categories[index]?.Contains(value) is false
            ? BundleFailure.Input("category", field.Name, row, $"is '{value}', which is none of its categories")
            : null;
    }

    private Failure? Column(int index, Array column, int rows)
    {
        var field = signature.Inputs[index];
        if (column.Length != rows)
        {
            return BundleFailure.Input("length", field.Name, row: null, $"has {column.Length} rows where the first field has {rows}");
        }

        return (field.Type, column) switch
        {
            (FieldType.Number or FieldType.Boolean, double[] values) => First(values, (row, v) => Number(index, row, v)),
            (FieldType.Timestamp, long[] values) => First(values, (row, v) => Timestamp(index, row, v)),
            (FieldType.Text, string?[] values) => First(values, (row, v) => Text(index, row, v)),
            _ => BundleFailure.Input("type", field.Name, row: null, $"is a {field.Type} and cannot be given as {column.GetType().Name}"),
        };
    }

    private static Failure? First<T>(T[] values, Func<int, T, Failure?> check)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (check(row, values[row]) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private static Failure? Null(Field field, int row) =>
        field.Nullable ? null : BundleFailure.Input("null", field.Name, row, "is empty, and must not be");

    private Failure? Range(Field field, int row, double value) =>
        enforceRanges && (value < field.Minimum || value > field.Maximum)
            ? BundleFailure.Input("range", field.Name, row, $"is {Shown(value)}, outside {Shown(field.Minimum)} to {Shown(field.Maximum)}")
            : null;

    private static string Shown(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "any";
}
