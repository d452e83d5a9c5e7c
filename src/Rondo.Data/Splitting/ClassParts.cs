using System.Globalization;

namespace Rondo.Data.Splitting;

/// <summary>Gives every class the same share in every part, to the row: within a class the rows go out in the order of their hash.</summary>
internal static class ClassParts
{
    public static string Sql(TableEngine engine, string rows, string labelled, string target, string hash, Shares shares, CancellationToken ct)
    {
        var name = DuckDb.Sql.Identifier(target);
        using var result = engine.Connection.Query($"SELECT CAST({name} AS VARCHAR), count(*) FROM {rows} WHERE {labelled} GROUP BY 1 ORDER BY 1", ct: ct);
        var classes = result.Rows().Select(r => (Name: (string)r[0]!, Count: (long)r[1]!)).ToList();
        if (classes.Count > 1000)
        {
            throw new Kernel.FailureException(new Kernel.Failure("data.split-classes", string.Create(CultureInfo.InvariantCulture, $"The target '{target}' has {classes.Count} different values, too many classes to stratify by."),
                "Correct task: below charter:, or split by: random."));
        }

        var test = Apportion([.. classes.Select(c => c.Count)], shares.Test);
        var validation = Apportion([.. classes.Select(c => c.Count)], shares.Validation);
        engine.Connection.Execute("CREATE TABLE _rondo_classes (c VARCHAR, test BIGINT, validation BIGINT)", ct);
        using (var appender = engine.Connection.Appender("_rondo_classes"))
        {
            for (var i = 0; i < classes.Count; i++)
            {
                appender.Append(classes[i].Name);
                appender.Append(test[i]);
                appender.Append(test[i] + validation[i]);
                appender.EndRow();
            }

            appender.Complete();
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"""
            SELECT r, labelled, CASE WHEN n <= k.test THEN {Parts.Test} WHEN n <= k.validation THEN {Parts.Validation} ELSE {Parts.Train} END AS part
            FROM (
              SELECT file_row_number AS r, {labelled} AS labelled, CAST({name} AS VARCHAR) AS c,
                row_number() OVER (PARTITION BY {name} ORDER BY {hash}, file_row_number) AS n
              FROM {rows}) t LEFT JOIN _rondo_classes k ON k.c = t.c
            """);
    }

    /// <summary>Largest remainders (Hamilton): the counts add up to the rounded share of all. A class of two rows or more keeps one for training.</summary>
    private static long[] Apportion(long[] counts, double share)
    {
        var parts = counts.Select(c => (long)Math.Floor(c * share)).ToArray();
        var left = (long)Math.Round(counts.Sum() * share) - parts.Sum();
        foreach (var i in Enumerable.Range(0, counts.Length).OrderByDescending(i => (counts[i] * share) - parts[i]).ThenBy(i => i).Take((int)Math.Max(0, left)))
        {
            parts[i] += counts[i] > 1 ? 1 : 0;
        }

        return parts;
    }
}
