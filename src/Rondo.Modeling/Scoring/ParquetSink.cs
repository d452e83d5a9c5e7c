using Rondo.DuckDb;

namespace Rondo.Modeling.Scoring;

/// <summary>
/// Writes Parquet. The rows go to a database file beside the target first, because a Parquet file needs many of them at once; the engine's
/// memory is bounded and the staged file is deleted.
/// </summary>
internal sealed class ParquetSink : IPredictionSink
{
    private readonly string _path;
    private readonly string _staging;
    private readonly OutputColumns _columns;
    private readonly Database _database;
    private readonly Connection _connection;
    private readonly Appender _appender;

    public ParquetSink(string path, OutputColumns columns)
    {
        (_path, _columns, _staging) = (path, columns, path + ".duckdb");
        Clean();
        _database = Database.Open(_staging, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = "1",
            ["memory_limit"] = "128MB",
            ["preserve_insertion_order"] = "true",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });
        _connection = _database.Connect();
        _connection.Execute("SET TimeZone = 'UTC'");
        _connection.Execute($"CREATE TABLE staged ({string.Join(", ", columns.All.Select((c, i) => $"{Name(i)} {(i < columns.All.Count - columns.Numbers.Count ? "VARCHAR" : "DOUBLE")}"))})");
        _appender = _connection.Appender("staged");
    }

    public Task WriteAsync(ScoredBatch batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var rows = batch.Rows.Rows;
        var at = 0;
        var texts = new string?[rows];
        for (var k = 0; k < _columns.Kept.Count; k++)
        {
            Fill(texts, row => batch.Rows.Kept(row, k));
            _appender.AppendStrings(at++, texts);
        }

        if (_columns.Label is not null)
        {
            Fill(texts, batch.Label);
            _appender.AppendStrings(at++, texts);
        }

        var numbers = new double[rows];
        var isNull = Array.ConvertAll(batch.Places, p => p < 0);
        for (var i = 0; i < _columns.Numbers.Count; i++)
        {
            for (var row = 0; row < rows; row++)
            {
                numbers[row] = isNull[row] ? 0 : batch.Number(row, i);
            }

            _appender.AppendDoubles(at++, numbers, isNull);
        }

        _appender.EndBatch();
        return Task.CompletedTask;
    }

    public Task CompleteAsync(CancellationToken ct)
    {
        _appender.Complete();
        _appender.Dispose();
        var select = string.Join(", ", _columns.All.Select((c, i) =>
            (i < _columns.Kept.Count && _columns.Kept[i].SqlType is not "VARCHAR" ? $"TRY_CAST({Name(i)} AS {_columns.Kept[i].SqlType})" : Name(i)) + $" AS {Sql.Identifier(c)}"));
        _connection.Execute($"COPY (SELECT {select} FROM staged) TO {Sql.Literal(_path)} (FORMAT PARQUET, COMPRESSION ZSTD)", ct);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _appender.Dispose();
        _connection.Dispose();
        _database.Dispose();
        Clean();
        return ValueTask.CompletedTask;
    }

    private static string Name(int index) => FormattableString.Invariant($"c{index}");

    private static void Fill(string?[] texts, Func<int, string?> value)
    {
        for (var row = 0; row < texts.Length; row++)
        {
            texts[row] = value(row);
        }
    }

    private void Clean()
    {
        File.Delete(_staging);
        File.Delete(_staging + ".wal");
        if (Directory.Exists(_staging + ".tmp"))
        {
            Directory.Delete(_staging + ".tmp", recursive: true);
        }
    }
}
