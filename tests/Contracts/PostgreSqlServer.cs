using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Rondo.Contracts;

/// <summary>
/// A real PostgreSQL of its own, on a Unix socket in a temporary folder: started once for a test collection, stopped and removed with
/// it. A shell that waits on a pipe does the stopping, so it happens also when the tests are killed. As root, an unprivileged user runs it.
/// </summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private const string Script = """
        set -eu
        cd "$DIR"
        "$BIN/initdb" -D data -A trust -U rondo -E UTF8 --locale=C -N >log 2>&1
        "$BIN/postgres" -D data -k "$DIR" -c listen_addresses= -c fsync=off -c max_connections=200 -c unix_socket_permissions=0777 >>log 2>&1 &
        server=$!
        i=0
        until "$BIN/pg_isready" -q -h "$DIR" -U rondo -d postgres; do
            i=$((i+1)); [ $i -lt 600 ] || break; kill -0 $server; sleep 0.1
        done
        echo ready
        cat >/dev/null || true
        kill -INT $server || true
        wait $server || true
        rm -rf "$DIR"/*
        """;

    private static int _schemas;
    private readonly string _folder = Directory.CreateTempSubdirectory("rondo-pg-").FullName;
    private Process? _shell;

    public async Task InitializeAsync()
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).OrderDescending(StringComparer.Ordinal).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        Assert.True(bin is not null, "PostgreSQL's server programs are needed: apt-get install postgresql");

        var root = Environment.UserName is "root";
        if (root)
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)0x1FF);
        }

        var start = new ProcessStartInfo("sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (root)
        {
            start.FileName = "setpriv";
            foreach (var argument in (string[])["--reuid=nobody", "--regid=nogroup", "--clear-groups", "sh"])
            {
                start.ArgumentList.Add(argument);
            }
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.Environment["DIR"] = _folder;
        start.Environment["BIN"] = bin;
        _shell = Process.Start(start)!;
        var ready = await _shell.StandardOutput.ReadLineAsync();
        Assert.True(ready is "ready", File.Exists(Path.Combine(_folder, "log")) ? await File.ReadAllTextAsync(Path.Combine(_folder, "log"), Encoding.UTF8) : "no log");
    }

    /// <summary>A connection string to a fresh schema.</summary>
    public async Task<string> NewSchemaAsync()
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"s{Interlocked.Increment(ref _schemas)}");
        await using var source = NpgsqlDataSource.Create(ConnectionString(null));
        await using var command = source.CreateCommand($"CREATE SCHEMA {schema}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(schema);
    }

    public async Task DisposeAsync()
    {
        if (_shell is not null)
        {
            _shell.StandardInput.Close();
            await _shell.WaitForExitAsync();
            _shell.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string? schema) =>
        new NpgsqlConnectionStringBuilder { Host = _folder, Username = "rondo", Database = "postgres", SearchPath = schema, MaxPoolSize = 10 }.ToString();
}
