using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.DuckDb;

namespace Rondo.Deployment.Monitoring;

/// <summary>A version's traffic in a window.</summary>
internal readonly record struct WindowKey(long Version, long Start);

/// <summary>What a capture file held.</summary>
internal sealed record CountedFile(Dictionary<WindowKey, WindowCounts> Windows, string FirstId, string LastId);

/// <summary>Counts a capture file once, vector by vector, in memory that does not grow with it.</summary>
internal sealed class CaptureCounter(Connection connection, IReadOnlyDictionary<long, WatchedVersion> versions, TimeSpan window)
{
    public CountedFile Count(string path, CancellationToken ct)
    {
        var present = Columns(path, ct);
        var tallies = versions.ToDictionary(v => v.Key, v => v.Value.Columns.Where(c => present.Contains(c.Name)).ToDictionary(c => c.Name, c => new ColumnTally(c), StringComparer.Ordinal));
        var inputs = versions.Values.SelectMany(v => v.Columns).Where(c => present.Contains(c.Name)).DistinctBy(c => c.Name, StringComparer.Ordinal).ToList();
        var rows = new RowPlacer(versions.ContainsKey, window);
        using var found = connection.Stream(Query(path, inputs), ct: ct);
        while (found.NextChunk(out var chunk))
        {
            rows.Place(chunk);
            for (var column = 0; column < inputs.Count; column++)
            {
                foreach (var (version, columns) in tallies)
                {
                    if (columns.TryGetValue(inputs[column].Name, out var tally))
                    {
                        Tally(chunk, RowPlacer.Columns + column, tally, rows.Runs, version);
                    }
                }
            }
        }

        return rows.End();
    }

    private static void Tally(DataChunk chunk, int index, ColumnTally tally, List<RowRun> runs, long version)
    {
        var loaded = false;
        foreach (var run in runs)
        {
            if (run.Version != version)
            {
                continue;
            }

            if (!loaded)
            {
                tally.Load(chunk.Column(index));
                loaded = true;
            }

            if (!run.Counts.Columns.TryGetValue(tally.Name, out var cells))
            {
                run.Counts.Columns.Add(tally.Name, cells = tally.New());
            }

            tally.Add(cells, run.From, run.To);
        }
    }

    private HashSet<string> Columns(string path, CancellationToken ct)
    {
        using var described = connection.Query($"SELECT * FROM read_parquet({Sql.Literal(path)}) LIMIT 0", ct: ct);
        return [.. described.Columns.Select(c => c.Name)];
    }

    private static string Query(string path, List<ReferenceColumn> inputs)
    {
        var columns = inputs.Select(c => c.Type switch
        {
            ColumnType.Text => $"CAST({Sql.Identifier(c.Name)} AS VARCHAR)",
            ColumnType.Timestamp => $"CAST(epoch_us({Sql.Identifier(c.Name)}) AS DOUBLE)",
            _ => $"CAST({Sql.Identifier(c.Name)} AS DOUBLE)",
        });
        return $"SELECT {string.Join(", ", RowPlacer.Query.Concat(columns))} FROM read_parquet({Sql.Literal(path)})";
    }
}
