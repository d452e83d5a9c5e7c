using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Bench;

/// <summary>Tables to measure on, the same for the same arguments.</summary>
internal static class Tables
{
    /// <summary>Twelve numbers (normal, skewed, whole, with missing values) and eight texts of 3 to 100,000 different values, in the types of a stored table.</summary>
    public static void Mixed(long rows, string path)
    {
        // hash() gives uniform numbers that depend on the row alone
        static string Uniform(int salt) => string.Create(CultureInfo.InvariantCulture, $"(hash(i * 1000003 + {salt}) / 18446744073709551616.0)");
        static string Normal(int salt) => $"sqrt(-2 * ln(1 - {Uniform(salt)})) * cos(2 * pi() * {Uniform(salt + 500)})";
        var columns = new List<string>();
        for (var k = 0; k < 12; k++)
        {
            var value = (k % 4) switch
            {
                0 => Normal(k),
                1 => $"-ln(1 - {Uniform(k)}) * 100",
                2 => $"floor({Uniform(k)} * 1000)",
                _ => $"CASE WHEN {Uniform(k + 700)} < 0.02 THEN NULL ELSE {Normal(k)} END",
            };
            columns.Add($"CAST({value} AS DOUBLE) AS n{k}");
        }

        int[] sizes = [3, 4, 10, 50, 200, 1000, 20, 100_000];
        for (var k = 0; k < sizes.Length; k++)
        {
            columns.Add(string.Create(CultureInfo.InvariantCulture, $"'c' || CAST(floor({Uniform(k + 300)} * {sizes[k]}) AS BIGINT) AS t{k}"));
        }

        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"COPY (SELECT {string.Join(", ", columns)} FROM range({rows}) r(i)) TO {Sql.Literal(path)} (FORMAT PARQUET, COMPRESSION ZSTD)"));
    }

    /// <summary>Thirty numbers, twelve of which decide the class, five in a hundred labels turned around.</summary>
    public static void Learnable(long rows, int seed, string path)
    {
        static string Normal(int salt) => string.Create(CultureInfo.InvariantCulture,
            $"sqrt(-2 * ln(1 - hash(i * 1000003 + {salt}) / 18446744073709551616.0)) * cos(2 * pi() * (hash(i * 1000003 + {salt + 500}) / 18446744073709551616.0))");
        var names = Enumerable.Range(0, 30).Select(k => string.Create(CultureInfo.InvariantCulture, $"x{k}")).ToList();
        var features = string.Join(", ", names.Select((n, k) => $"CAST({Normal((seed * 10_000) + k)} AS DOUBLE) AS {n}"));
        var score = string.Join(" + ", Enumerable.Range(0, 12).Select(k => string.Create(CultureInfo.InvariantCulture, $"{(k % 2 == 0 ? 1 : -1)} * x{k} * {1 + (k % 3)}"))) + " + 2 * x0 * x1 - x2 * x2 + 1";
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"COPY (SELECT *, CASE WHEN (({score}) > 0) <> (hash(x0 + 1) % 100 < 5) THEN 'yes' ELSE 'no' END AS y FROM (SELECT {features} FROM range({rows}) r(i))) TO {Sql.Literal(path)} (FORMAT PARQUET)"));
    }
}
