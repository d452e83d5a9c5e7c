using System.Data;
using System.Data.Common;
using Npgsql;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>
/// PostgreSQL: readers on pooled connections; writers, of all processes and machines, one after the other behind an advisory lock of
/// the database, each with the same queue and group commit as with SQLite. So both promise the same, and nothing has to be retried.
/// </summary>
internal sealed class PostgreSqlStore : IMetadataStore, IWriteBackend, IMigrationTarget
{
    private const int LockSpace = 0x524F; // "RO"
    private readonly NpgsqlDataSource _source;
    private readonly WriteQueue _writes;

    public PostgreSqlStore(string connectionString)
    {
        _source = NpgsqlDataSource.Create(Read(connectionString));
        _writes = new(this);
    }

    public SqlDialect Dialect => SqlDialect.PostgreSql;

    public WriteQueue Writes => _writes;

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(ct);
            return await read(connection, ct);
        }
        catch (NpgsqlException e) when (Explain(e) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct) => _writes.EnqueueAsync(write, durable: true, ct);

    public Task<T> WriteUnsyncedAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct) => WriteAsync(write, ct);

    public Task<long> FingerprintAsync(CancellationToken ct) =>
        ReadAsync(
            async (connection, token) =>
            {
                try
                {
                    await using var command = connection.Sql("SELECT fingerprint FROM schema_fingerprint");
                    return (long?)await command.ExecuteScalarAsync(token) ?? 0;
                }
                catch (PostgresException e) when (string.Equals(e.SqlState, PostgresErrorCodes.UndefinedTable, StringComparison.Ordinal))
                {
                    return 0;
                }
            },
            ct);

    public Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task StampAsync(DbTransaction transaction, long fingerprint, CancellationToken ct)
    {
        await transaction.ExecuteSqlAsync("CREATE TABLE IF NOT EXISTS schema_fingerprint (fingerprint BIGINT NOT NULL)", [], ct);
        await transaction.ExecuteSqlAsync("DELETE FROM schema_fingerprint", [], ct);
        await transaction.ExecuteSqlAsync("INSERT INTO schema_fingerprint (fingerprint) VALUES (@fingerprint)", [("fingerprint", fingerprint)], ct);
    }

    public async Task<DbConnection> OpenWriterAsync(CancellationToken ct) => await _source.OpenConnectionAsync(ct);

    // Read committed is enough behind the lock: no other writer is there, and each statement sees all that was committed before it.
    // The server's own setting could acknowledge before the write is durable, so it is overruled.
    public async Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, bool durable, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await using var command = transaction.Sql(
            "SELECT set_config('synchronous_commit', 'on', true), pg_advisory_xact_lock(@space, hashtext(current_schema()))", ("space", LockSpace));
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    public bool IsUsable(DbTransaction transaction) => transaction.Connection is { State: ConnectionState.Open };

    public Failure? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            World("store.disk-full", "The disk of the PostgreSQL server is full.", "Free some space on it and try again."),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } e =>
            World("store.read-only", $"PostgreSQL refuses the write: {e.MessageText}.", "Check the user's rights in the connection string."),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidAuthorizationSpecification } e =>
            World("store.cannot-open", $"PostgreSQL refuses the connection: {e.MessageText}.", "Check the connection string."),
        PostgresException { IsTransient: false } => null,
        NpgsqlException { InnerException: TimeoutException } =>
            World("store.busy", "PostgreSQL did not answer in time: another process may hold the writers' lock.", "Wait for it, then try again."),
        NpgsqlException e => World("store.unreachable", $"The PostgreSQL server cannot be reached: {e.Message}.", "Check that it runs, and the connection string."),
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _source.DisposeAsync();
    }

    // What the library says of a bad text may quote it, and with it a password.
    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(connectionString);
            text.ApplicationName ??= "rondo";
            return string.IsNullOrWhiteSpace(text.Host) ? throw new FormatException("It names no host.") : text;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new FailureException(new Failure("store.bad-connection", "The connection string of PostgreSQL (RONDO_DATABASE) cannot be read.",
                "Write it in keys: Host=db.example;Database=rondo;Username=rondo;Password=… (an address like postgres://… is not read)."), e);
        }
    }

    private static Failure World(string code, string problem, string remedy) => new(code, problem, remedy) { Kind = FailureKind.World };
}
