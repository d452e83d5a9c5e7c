using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>SQLite in WAL mode: one queued writer with <c>synchronous=FULL</c>, pooled readers that it never blocks.</summary>
internal sealed class SqliteStore : IMetadataStore, IWriteBackend, IMigrationTarget
{
    private const string WriterSettings = "PRAGMA busy_timeout=60000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY";
    private const string ReaderSettings = "PRAGMA busy_timeout=60000; PRAGMA query_only=ON";
    private const int LargestPool = 16;

    private readonly string _file;
    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly WriteQueue _writes;
    private bool _disposed;

    // What the writer's connection is set to.
    private bool _synced;

    public SqliteStore(string file)
    {
        SqliteLibrary.UseOnce();
        _file = file;
        _connectionString = SqliteSource.ConnectionString(file);
        _writes = new(this);
    }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public WriteQueue Writes => _writes;

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ct.ThrowIfCancellationRequested();
        try
        {
            var connection = _readers.TryTake(out var pooled) ? pooled : Open(ReaderSettings);
            var task = read(connection, ct);
            await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Return(connection, whole: task.IsCompletedSuccessfully);
            return await task;
        }
        catch (SqliteException e) when (Explain(e) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct) => _writes.EnqueueAsync(write, durable: true, ct);

    public Task<T> WriteUnsyncedAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct) => _writes.EnqueueAsync(write, durable: false, ct);

    public async Task<long> FingerprintAsync(CancellationToken ct) =>
        await ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("PRAGMA user_version");
                return (long)(await command.ExecuteScalarAsync(token))!;
            },
            ct);

    public async Task PrepareAsync(CancellationToken ct)
    {
        // Two processes may do this to a fresh file at once; the switch to WAL needs the file alone and does not always wait for it.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = Open(WriterSettings);
                await using var command = connection.Sql("PRAGMA journal_mode=WAL");
                await command.ExecuteScalarAsync(ct);
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED && attempt < 200)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 + attempt), TimeProvider.System, ct);
            }
            catch (SqliteException e) when (Explain(e) is { } failure)
            {
                throw new FailureException(failure, e);
            }
        }
    }

    public async Task StampAsync(DbTransaction transaction, long fingerprint, CancellationToken ct)
    {
        await using var command = transaction.Sql(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version={fingerprint}"));
        await command.ExecuteNonQueryAsync(ct);
    }

    public Task<DbConnection> OpenWriterAsync(CancellationToken ct)
    {
        _synced = true;
        return Task.FromResult<DbConnection>(Open(WriterSettings));
    }

    // With NORMAL a commit is in the log but not synced; the next FULL one syncs the log, and so all before it.
    public async Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, bool durable, CancellationToken ct)
    {
        if (_synced != durable)
        {
            await using var command = connection.Sql(durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            await command.ExecuteNonQueryAsync(ct);
            _synced = durable;
        }

        return ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);
    }

    public bool IsUsable(DbTransaction transaction) =>
        transaction.Connection is SqliteConnection connection && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    public Failure? Explain(Exception exception) => exception is SqliteException e ? SqliteFailures.Of(e, _file) : null;

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _writes.DisposeAsync();
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }
    }

    private SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.Sql(settings);
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private void Return(SqliteConnection connection, bool whole)
    {
        if (whole && !_disposed && _readers.Count < LargestPool)
        {
            _readers.Add(connection);
        }
        else
        {
            connection.Dispose();
        }
    }
}
