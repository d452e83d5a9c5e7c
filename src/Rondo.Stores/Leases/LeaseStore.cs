using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Leases;

/// <inheritdoc/>
internal sealed class LeaseStore(IMetadataStore metadata) : ILeaseStore
{
    // Milliseconds since 1970 by the database's clock.
    private readonly string _now = metadata.Dialect == SqlDialect.Sqlite
        ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        : "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    public Task<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        var text = $"""
            INSERT INTO leases (name, owner, token, expires_at) VALUES (@name, @owner, 1, {_now} + @duration)
            ON CONFLICT (name) DO UPDATE SET
                owner = excluded.owner,
                token = leases.token + CASE WHEN leases.owner = excluded.owner AND leases.expires_at > {_now} THEN 0 ELSE 1 END,
                expires_at = excluded.expires_at
            WHERE leases.expires_at <= {_now} OR leases.owner = excluded.owner
            RETURNING token
            """;
        return metadata.WriteUnsyncedAsync(
            async (transaction, token) =>
            {
                await using var command = transaction.Sql(text, ("name", name), ("owner", owner), ("duration", Milliseconds(duration)));
                var tokens = await command.ToListAsync(r => r.GetInt64(0), token);
                return tokens is [var fencing] ? new Lease(name, owner, fencing) : null;
            },
            ct);
    }

    public Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken ct) =>
        metadata.WriteUnsyncedAsync(
            async (transaction, token) => await transaction.ExecuteSqlAsync(
                $"UPDATE leases SET expires_at = {_now} + @duration WHERE name = @name AND owner = @owner AND token = @token",
                [("name", lease.Name), ("owner", lease.Owner), ("token", lease.Token), ("duration", Milliseconds(duration))],
                token) > 0,
            ct);

    // The row stays, so that the token goes on growing.
    public Task ReleaseAsync(Lease lease, CancellationToken ct) =>
        metadata.WriteUnsyncedAsync(
            (transaction, token) => transaction.ExecuteSqlAsync(
                "UPDATE leases SET expires_at = 0, owner = '' WHERE name = @name AND owner = @owner AND token = @token",
                [("name", lease.Name), ("owner", lease.Owner), ("token", lease.Token)],
                token),
            ct);

    public async Task DemandAsync(DbTransaction transaction, Lease lease, CancellationToken ct)
    {
        await using var command = transaction.Sql(
            "SELECT COUNT(*) FROM leases WHERE name = @name AND owner = @owner AND token = @token",
            ("name", lease.Name),
            ("owner", lease.Owner),
            ("token", lease.Token));
        if ((long)(await command.ExecuteScalarAsync(ct))! == 0)
        {
            throw new FailureException(Lost(lease));
        }
    }

    private static Failure Lost(Lease lease) =>
        new("lease.lost", $"'{lease.Name}' is owned by another process now: nothing was published.", "Nothing is to be done: its new owner carries on.")
        {
            Kind = FailureKind.World,
        };

    private static long Milliseconds(TimeSpan duration) =>
        duration > TimeSpan.Zero ? (long)duration.TotalMilliseconds : throw new ArgumentOutOfRangeException(nameof(duration), duration, "A lease lasts longer than no time.");
}
