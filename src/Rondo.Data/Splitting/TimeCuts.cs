using System.Globalization;

namespace Rondo.Data.Splitting;

/// <summary>Cuts between two times, so that rows of the same time stay together, as near to the wanted shares as that allows.</summary>
internal static class TimeCuts
{
    public static string Sql(TableEngine engine, string rows, string labelled, Shares shares, CancellationToken ct)
    {
        var times = new List<(long Time, long Before)>();
        long total = 0;
        using (var result = engine.Connection.Stream($"SELECT epoch_us({TableSchema.TimeColumn}), count(*) FROM {rows} WHERE {labelled} GROUP BY 1 ORDER BY 1", ct: ct))
        {
            while (result.NextChunk(out var chunk))
            {
                for (var i = 0; i < chunk.RowCount; i++)
                {
                    times.Add((chunk.Values<long>(0)[i], total));
                    total += chunk.Values<long>(1)[i];
                }
            }
        }

        var test = Cut(times, total * (1 - shares.Test), total, shares.Test);
        var validation = Cut(times, total * (1 - shares.Test - shares.Validation), total, shares.Validation);
        var time = $"epoch_us({TableSchema.TimeColumn})";
        return string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {time} >= {test} THEN {Parts.Test} WHEN {time} >= {validation} THEN {Parts.Validation} ELSE {Parts.Train} END");
    }

    /// <summary>The time whose first row is nearest to a number of rows.</summary>
    private static long Cut(List<(long Time, long Before)> times, double wanted, long total, double share)
    {
        var best = (Time: long.MaxValue, Distance: share > 0 ? double.PositiveInfinity : Math.Abs(total - wanted));
        foreach (var (time, before) in times)
        {
            var distance = Math.Abs(before - wanted);
            if (before > 0 && distance < best.Distance)
            {
                best = (time, distance);
            }
        }

        return best.Time;
    }
}
