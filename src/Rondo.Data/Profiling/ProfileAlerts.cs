using System.Globalization;

namespace Rondo.Data.Profiling;

/// <summary>Picks out what people should look at. Few and certain: an alert that is nearly always shown is not read.</summary>
internal static class ProfileAlerts
{
    private static readonly double[] Placeholders = [-999, -9999, -99999, 999, 9999, 99999, 999999];

    public static IEnumerable<ProfileAlert> Of(TableProfile profile, bool classes)
    {
        if (profile.DuplicateRows > 0)
        {
            yield return new("duplicates", null, string.Create(CultureInfo.InvariantCulture, $"{profile.DuplicateRows} rows ({Share(profile.DuplicateRows, profile.Rows)}) repeat an earlier row."));
        }

        foreach (var column in profile.Columns)
        {
            foreach (var alert in Of(column, profile, classes))
            {
                yield return alert;
            }
        }
    }

    private static IEnumerable<ProfileAlert> Of(ColumnProfile column, TableProfile profile, bool classes)
    {
        var present = profile.Rows - column.Missing;
        if (present == 0)
        {
            yield return new("empty", column.Name, "Every value is missing.");
            yield break;
        }

        if (column.Missing * 20 > profile.Rows)
        {
            yield return new("missing", column.Name, $"{Share(column.Missing, profile.Rows)} of the values are missing.");
        }

        if (column.Distinct == 1)
        {
            yield return new("constant", column.Name, column.Missing == 0 ? "Every row has the same value." : "Every value that is there is the same.");
            yield break;
        }

        foreach (var alert in Spread(column, present).Concat(Shape(column)))
        {
            yield return alert;
        }

        if (classes && string.Equals(column.Name, profile.Target, StringComparison.Ordinal) && column.Top is [.., var rarest] && rarest.Count * 20 < present)
        {
            yield return new("imbalance", column.Name, $"The class '{Cut(rarest.Value)}' is rare: {Share(rarest.Count, present)} of the rows.");
        }
    }

    private static IEnumerable<ProfileAlert> Spread(ColumnProfile column, long present)
    {
        var countable = column.Type == ColumnType.Text || column.Numbers is { Whole: true };
        if (column.Distinct == present && present >= 20 && countable && column.Type != ColumnType.Timestamp)
        {
            yield return new("unique", column.Name, "Every value is different: it names rows and teaches a model nothing.");
        }
        else if (column.Type == ColumnType.Text && column.Distinct > 50 && column.Distinct * 2 > present)
        {
            yield return new("high-cardinality", column.Name, string.Create(CultureInfo.InvariantCulture, $"{column.Distinct} different texts in {present} rows."));
        }

        if (column.Top is [var most, ..] && most.Count < present && most.Count * 100 >= present * 99)
        {
            yield return new("near-constant", column.Name, $"{Share(most.Count, present)} of the values are '{Cut(most.Value)}'.");
        }
    }

    private static IEnumerable<ProfileAlert> Shape(ColumnProfile column)
    {
        if (column.Numbers is not { } numbers || column.Type != ColumnType.Number)
        {
            yield break;
        }

        if (Math.Abs(numbers.Skewness) > 10 && column.Distinct > 20)
        {
            yield return new("skewed", column.Name, string.Create(CultureInfo.InvariantCulture, $"A few extreme values: the skewness is {numbers.Skewness:0.#}."));
        }

        // A placeholder stands alone at the end of the range, far from everything else.
        foreach (var mark in Placeholders.Where(p => p.Equals(numbers.Minimum) || p.Equals(numbers.Maximum)))
        {
            var inner = mark < 0 ? numbers.Percentiles.FirstOrDefault(p => p > mark) : numbers.Percentiles.LastOrDefault(p => p < mark);
            var others = Math.Abs((mark < 0 ? numbers.Maximum : numbers.Minimum) - inner);
            if (Math.Abs(inner - mark) > 2 * others && (mark < 0 ? numbers.Percentiles[1].Equals(mark) : numbers.Percentiles[99].Equals(mark)))
            {
                yield return new("placeholder", column.Name, string.Create(CultureInfo.InvariantCulture, $"{mark} looks like a mark for missing values; if it is one, write missing: [\"{mark}\"]."));
            }
        }
    }

    private static string Share(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.##}%");

    private static string Cut(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
