using Rondo.DuckDb;

namespace Rondo.Expressions.Tests;

/// <summary>A DuckDB in memory.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Database _database = Database.Open(null);
    private readonly Connection _connection;

    public Engine() => _connection = _database.Connect();

    public void Execute(string sql) => _connection.Execute(sql);

    public IReadOnlyList<object?[]> Query(string sql)
    {
        using var result = _connection.Query(sql);
        return [.. result.Rows()];
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
