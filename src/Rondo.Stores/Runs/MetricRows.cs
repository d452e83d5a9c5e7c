using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Runs;

/// <summary>The table of metric values. A NaN, which SQLite cannot keep, is NULL.</summary>
internal static class MetricRows
{
    public static async Task InsertAsync(DbTransaction transaction, RunId run, IReadOnlyList<MetricValue> values, CancellationToken ct)
    {
        await using var command = transaction.Sql(
            "INSERT INTO run_metrics (run, key, step, at, value) VALUES (@run, @key, @step, @at, @value)",
            ("run", run.Value),
            ("key", ""),
            ("step", 0L),
            ("at", 0L),
            ("value", 0.0));
        foreach (var value in values)
        {
            command.Parameters["key"].Value = value.Key;
            command.Parameters["step"].Value = value.Step;
            command.Parameters["at"].Value = value.At.Micros();
            command.Parameters["value"].Value = double.IsNaN(value.Value) ? DBNull.Value : value.Value;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public static async Task<IReadOnlyList<MetricValue>> OfAsync(DbConnection connection, RunId run, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT key, value, step, at FROM run_metrics WHERE run = @run ORDER BY step, at", ("run", run.Value));
        var values = await command.ToListAsync(
            r => new MetricValue(r.GetString(0), r.IsDBNull(1) ? double.NaN : r.GetDouble(1), r.GetInt64(2), Times.OfMicros(r.GetInt64(3))),
            ct);

        // Databases sort text by their own rules; the sort is stable, so steps stay in order.
        return [.. values.OrderBy(v => v.Key, StringComparer.Ordinal)];
    }
}
