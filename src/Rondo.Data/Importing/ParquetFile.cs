using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>A Parquet file and the engine that reads it.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly Database _database;
    private readonly Connection _connection;
    private long _rows;

    private ParquetFile(SourceFile source)
    {
        Source = source;
        _database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = "1",
            ["preserve_insertion_order"] = "true",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });
        _connection = _database.Connect();
    }

    public SourceFile Source { get; }

    public IReadOnlyList<Column> Columns { get; private set; } = [];

    private string Table => TableEngine.Table(Source.Path);

    /// <summary>Reads a file's schema and counts its rows.</summary>
    public static ParquetFile Open(SourceFile source, CancellationToken ct)
    {
        var file = new ParquetFile(source);
        try
        {
            file.Look(ct);
            return file;
        }
        catch (DuckDbException error)
        {
            file.Dispose();
            throw file.Broken(error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Streams a list of SQL expressions, row by row.</summary>
    public QueryResult Stream(string select, CancellationToken ct) => _connection.Stream($"SELECT {select} FROM {Table}", ct: ct);

    /// <summary>About how many bytes some rows take.</summary>
    public long PositionOf(long rows) => _rows == 0 ? 0 : (long)(rows / (double)_rows * new FileInfo(Source.Path).Length);

    /// <summary>The failure of a file that cannot be read.</summary>
    public FailureException Broken(DuckDbException error)
    {
        var problem = error.Kind is ErrorKind.Io or ErrorKind.InvalidInput or ErrorKind.Serialization ? "is not a whole Parquet file." : $"cannot be read: {error.Message}";
        return new(new Failure("data.parquet", $"{Source.Shown} {problem}", "Write the file again; it may have been cut off.", new Place(Source.Shown)) { Kind = FailureKind.World }, error);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private void Look(CancellationToken ct)
    {
        _connection.Execute("SET TimeZone = 'UTC'", ct);
        using var schema = _connection.Query($"SELECT * FROM {Table} LIMIT 0", ct: ct);
        Columns = schema.Columns;
        using var count = _connection.Query($"SELECT count(*) FROM {Table}", ct: ct);
        _rows = count.Scalar<long>();
    }
}
