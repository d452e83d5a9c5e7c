using System.Globalization;

namespace Rondo.DuckDb;

/// <summary>
/// Runs SQL written by somebody else: an own database in memory that reads the named files and no others, writes none, loads nothing
/// from outside and whose settings are locked; and of the SQL exactly one SELECT, calling no table function but those that read. Cheap enough (about 10 ms) to make one for each request.
/// </summary>
/// <remarks>
/// A native engine reads the files: files from a hostile source, and not just hostile SQL, are for a process of their own.
/// PIVOT without a list of its columns is two statements to the engine, so it is refused.
/// </remarks>
public sealed class Sandbox : IDisposable
{
    private readonly Database _database;

    private Sandbox(Database database, Connection connection)
    {
        _database = database;
        Connection = connection;
    }

    /// <summary>For SQL of the program's own, such as views that give the files names. It is under the same limits.</summary>
    public Connection Connection { get; }

    /// <summary>Opens one that may read the given files.</summary>
    /// <exception cref="DuckDbException">As <see cref="Database.Open"/>.</exception>
    public static Sandbox Open(IReadOnlyCollection<string> files, SandboxLimits? limits = null)
    {
        limits ??= new();
        var temp = limits.TempFolder is null ? "" : Path.GetFullPath(limits.TempFolder);
        var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = limits.Threads.ToString(CultureInfo.InvariantCulture),
            ["max_memory"] = Megabytes(limits.MemoryMegabytes),
            ["temp_directory"] = temp,
            ["max_temp_directory_size"] = Megabytes(limits.TempMegabytes),
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });
        Connection? connection = null;
        try
        {
            connection = database.Connect();

            // in this order: the paths cannot be set once access is off, nothing once the settings are locked
            _ = connection.Execute($"SET allowed_paths = {Sql.Literal(files.Select(Path.GetFullPath))}");
            _ = connection.Execute("SET enable_external_access = false; SET lock_configuration = true");
            return new(database, connection);
        }
        catch
        {
            connection?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs one SELECT (also FROM, WITH, VALUES, DESCRIBE, SUMMARIZE) and keeps its result in memory.</summary>
    /// <exception cref="DuckDbException">Refused: not one SELECT, or a function that does more than read; Permission: a file that is not allowed; and every SQL error.</exception>
    public QueryResult Query(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken ct = default) =>
        Connection.Run(new(sql, parameters ?? [], Streaming: false, SandboxGate.Of(Connection, sql, ct)), out _, ct);

    /// <summary>Like <see cref="Query"/>, but rows are computed while they are read (see <see cref="Connection.Stream"/>).</summary>
    public QueryResult Stream(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken ct = default) =>
        Connection.Run(new(sql, parameters ?? [], Streaming: true, SandboxGate.Of(Connection, sql, ct)), out _, ct);

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }

    private static string Megabytes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count}MB");
}
