namespace Rondo.DuckDb.Tests;

/// <summary>A database in memory with one connection, and a folder of its own.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("rondo-duckdb-").FullName);

    public Engine(params (string Name, string Value)[] settings)
    {
        Database = Database.Open(null, settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));
        Connection = Database.Connect();
    }

    public Database Database { get; }

    public Connection Connection { get; }

    public string Folder => _folder.Value;

    public static object? One(string sql, params object?[] parameters)
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query(sql, parameters);
        return result.Rows().Single().Single();
    }

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
        if (_folder.IsValueCreated)
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
    }
}
