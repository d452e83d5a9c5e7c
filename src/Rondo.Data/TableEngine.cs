using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data;

/// <summary>An engine for one step: tables in memory, anything too large in the step's work folder.</summary>
internal sealed class TableEngine : IDisposable
{
    /// <summary>Rows of one row group of a stored table.</summary>
    private const int RowGroup = 122_880;

    /// <summary>From so many columns on, up to so many values, a table is asked in memory.</summary>
    private const int ManyColumns = 100;
    private const long FewValues = 4_000_000;

    private readonly Database _database;
    private readonly string _spill;

    public TableEngine(string workFolder, int threads)
    {
        _spill = Path.Combine(workFolder, "spill");
        Directory.CreateDirectory(_spill);
        _database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = Math.Max(1, threads).ToString(CultureInfo.InvariantCulture),
            ["temp_directory"] = _spill,
            ["preserve_insertion_order"] = "true",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });
        Connection = _database.Connect();
        Connection.Execute("SET TimeZone = 'UTC'");
        Threads = threads;
    }

    public int Threads { get; }

    public Connection Connection { get; }

    public static IReadOnlyList<string> Engines { get; } = ["duckdb " + DuckDbEngine.Version];

    /// <summary>A second connection, for a thread of its own.</summary>
    public Connection Connect()
    {
        var connection = _database.Connect();
        connection.Execute("SET TimeZone = 'UTC'");
        return connection;
    }

    /// <summary>Whether a query failed because of the engine's own temporary files, and not because of what it read.</summary>
    public bool IsOutOfRoom(DuckDbException error) =>
        error.Kind == ErrorKind.Io && (error.Message.Contains(_spill, StringComparison.Ordinal) || error.Message.Contains("No space left", StringComparison.Ordinal));

    /// <summary>A table function that reads a stored table.</summary>
    public static string Table(string path) => $"read_parquet({Sql.Literal(path)})";

    /// <summary>A table function that also gives <c>file_row_number</c>, from 0.</summary>
    public static string NumberedTable(string path) => $"read_parquet({Sql.Literal(path)}, file_row_number = true)";

    /// <summary>
    /// A table with <c>file_row_number</c> to ask many questions: the stored one, or a copy in memory where it has many columns and few
    /// rows, because a question about a file reads the description of all its columns first.
    /// </summary>
    public string Asked(string path, int columns, long rows, CancellationToken ct)
    {
        if (columns < ManyColumns || columns * rows > FewValues)
        {
            return NumberedTable(path);
        }

        Connection.Execute($"CREATE TABLE IF NOT EXISTS _rondo_asked AS SELECT * FROM {NumberedTable(path)}", ct);
        return "_rondo_asked";
    }

    /// <summary>
    /// Stores the rows of a query in their order. One thread writes, so that the bytes depend on the rows alone.
    /// </summary>
    public long Store(string query, string path, CancellationToken ct)
    {
        Connection.Execute("SET threads = 1", ct);
        try
        {
            return Connection.Execute(string.Create(CultureInfo.InvariantCulture,
                $"COPY ({query}) TO {Sql.Literal(path)} (FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE {RowGroup})"), ct);
        }
        finally
        {
            Connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {Math.Max(1, Threads)}"), CancellationToken.None);
        }
    }

    /// <summary>The columns and types of a query.</summary>
    public IReadOnlyList<Column> Describe(string query, CancellationToken ct)
    {
        using var result = Connection.Query($"SELECT * FROM ({query}) LIMIT 0", ct: ct);
        return result.Columns;
    }

    public static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Number => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => "VARCHAR",
    };

    /// <summary>The door type that an engine's type is stored as; a failure for what is none.</summary>
    public static ColumnType TypeOf(Column column) => column.Type.Id switch
    {
        DuckDbTypeId.Double => ColumnType.Number,
        DuckDbTypeId.Varchar => ColumnType.Text,
        DuckDbTypeId.Boolean => ColumnType.Boolean,
        DuckDbTypeId.Timestamp => ColumnType.Timestamp,
        _ => throw new FailureException(new Failure("data.not-normalised", $"The column '{column.Name}' has the type {column.Type}, which a table of a pipeline does not have.",
            "Tables hold DOUBLE, VARCHAR, BOOLEAN and TIMESTAMP; convert the column, or pass the file through data/import.")
        { Kind = FailureKind.World }),
    };

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
