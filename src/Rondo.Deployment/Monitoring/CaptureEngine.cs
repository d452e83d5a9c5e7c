using Rondo.DuckDb;

namespace Rondo.Deployment.Monitoring;

/// <summary>DuckDB in memory, bounded: what capture files are read with.</summary>
internal sealed class CaptureEngine : IDisposable
{
    private readonly Database _database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["threads"] = "1",
        ["memory_limit"] = "512MB",
        ["autoinstall_known_extensions"] = "false",
        ["autoload_known_extensions"] = "false",
    });

    public CaptureEngine()
    {
        Connection = _database.Connect();
        Connection.Execute("SET TimeZone = 'UTC'");
    }

    public Connection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
