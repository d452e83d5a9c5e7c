using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Validation;

/// <summary>Shows rows that offend: how many, and the first ten with their number and values.</summary>
internal sealed class TableRows(TableEngine engine, string path, IReadOnlyList<string> key)
{
    private const int Shown = 10;

    public string Source => TableEngine.NumberedTable(path);

    public TableEngine Engine => engine;

    /// <summary>Rows for which a condition holds.</summary>
    public (long Count, IReadOnlyList<IReadOnlyDictionary<string, string?>> Rows) Where(string condition, IReadOnlyList<string> columns, CancellationToken ct)
    {
        using var counted = engine.Connection.Query($"SELECT count(*) FROM {Source} WHERE {condition}", ct: ct);
        var count = counted.Scalar<long>();
        return count == 0 ? (0, []) : (count, First(condition, columns, ct));
    }

    private List<IReadOnlyDictionary<string, string?>> First(string condition, IReadOnlyList<string> columns, CancellationToken ct)
    {
        var names = key.Concat(columns).Where(c => c is not "row").Distinct(StringComparer.Ordinal).Take(12).ToList();
        var selected = string.Concat(names.Select(n => $", left(CAST({Sql.Identifier(n)} AS VARCHAR), 100)"));
        using var result = engine.Connection.Query(string.Create(CultureInfo.InvariantCulture,
            $"SELECT file_row_number + 1{selected} FROM {Source} WHERE {condition} ORDER BY file_row_number LIMIT {Shown}"), ct: ct);
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        foreach (var values in result.Rows())
        {
            var row = new SortedDictionary<string, string?>(Comparer<string>.Create((a, b) => Order(a).CompareTo(Order(b)))) { ["row"] = ((long)values[0]!).ToString(CultureInfo.InvariantCulture) };
            for (var i = 0; i < names.Count; i++)
            {
                row[names[i]] = (string?)values[i + 1];
            }

            rows.Add(row);
        }

        return rows;

        int Order(string name) => names.IndexOf(name);
    }

    /// <summary>Rows as one sentence for a terminal.</summary>
    public static string Sentence(IReadOnlyList<IReadOnlyDictionary<string, string?>> rows) =>
        string.Join("; ", rows.Take(3).Select(r => string.Join(", ", r.Select(p => p.Key is "row" ? $"row {p.Value}" : $"{p.Key}={p.Value ?? "missing"}"))));
}
