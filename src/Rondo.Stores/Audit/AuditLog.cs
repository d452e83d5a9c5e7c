using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Stores.Audit;

/// <inheritdoc cref="IAuditLog"/>
internal sealed class AuditLog(IMetadataStore metadata, AuditWitness witness, TimeProvider clock) : IAuditLog, ICommitHook
{
    private const string Columns = "SELECT number, at, actor, action, subject, details, previous, hash FROM audit";

    // The first number appended in the transaction that is open; the writer is alone, so is this.
    private long? _first;
    private List<AuditRow> _committing = [];

    public async Task AppendAsync(DbTransaction transaction, AuditEvent what, CancellationToken ct)
    {
        await using var command = transaction.Sql(Columns + " ORDER BY number DESC LIMIT 1");
        var last = (await command.ToListAsync(Read, ct)).SingleOrDefault();
        var row = new AuditRow(
            (last?.Number ?? 0) + 1, clock.GetUtcNow().Micros(), what.Actor, what.Action, what.Subject, CanonicalJson.Text(what.Details), last?.Hash ?? AuditRow.Beginning, "");
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO audit (number, at, actor, action, subject, details, previous, hash)
            VALUES (@number, @at, @actor, @action, @subject, @details, @previous, @hash)
            """,
            [
                ("number", row.Number),
                ("at", row.At),
                ("actor", row.Actor),
                ("action", row.Action),
                ("subject", row.Subject),
                ("details", row.Details),
                ("previous", row.Previous),
                ("hash", row.ComputeHash()),
            ],
            ct);
        _first = Math.Min(_first ?? long.MaxValue, row.Number);
    }

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(string? subject, int limit, long? before, CancellationToken ct)
    {
        var text = Columns + " WHERE number < @before" + (subject is null ? "" : " AND subject = @subject") + " ORDER BY number DESC LIMIT @limit";
        return await metadata.ReadAsync(
            async (connection, token) =>
            {
                (string, object?)[] parameters = [("before", before ?? long.MaxValue), ("limit", (long)limit), .. subject is null ? [] : new (string, object?)[] { ("subject", subject) }];
                await using var command = connection.Sql(text, parameters);
                return (await command.ToListAsync(Read, token)).Select(EntryOf).ToList();
            },
            ct);
    }

    public async Task<AuditVerdict> VerifyAsync(CancellationToken ct)
    {
        var witnessThere = witness.Exists;
        var chain = witness.Read();
        var rows = await metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql(Columns + " ORDER BY number");
                return await command.ToListAsync(Read, token);
            },
            ct);

        // Rows may be committed and confirmed while this reads: what is held now is compared with rows read after it, never before.
        // With PostgreSQL, machines that share a database witness only what they wrote themselves.
        var walk = new ChainWalk(rows, chain, everythingIsWitnessed: metadata.Dialect == SqlDialect.Sqlite, witnessThere);
        var verdict = walk.Judge();
        if (verdict.Intact)
        {
            var announced = rows.Where(r => r.Number > chain.Last && chain.WasAnnounced(r.Number, r.Hash)).ToList();
            if (announced.Count > 0)
            {
                TryConfirm(announced);
            }
        }

        return verdict;
    }

    public async Task BeforeCommitAsync(DbTransaction transaction, CancellationToken ct)
    {
        _committing = [];
        if (_first is not { } first)
        {
            return;
        }

        _first = null;
        await using var command = transaction.Sql(Columns + " WHERE number >= @first ORDER BY number", ("first", first));
        _committing = [.. await command.ToListAsync(Read, ct)];
        if (_committing.Count > 0)
        {
            witness.Announce(_committing);
        }
    }

    public Task AfterCommitAsync(CancellationToken ct)
    {
        if (_committing.Count > 0)
        {
            TryConfirm(_committing);
            _committing = [];
        }

        return Task.CompletedTask;
    }

    private void TryConfirm(IReadOnlyList<AuditRow> rows)
    {
        try
        {
            witness.Confirm(rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The rows are committed and were announced: the next verification that may write confirms them.
        }
    }

    private static AuditEntry EntryOf(AuditRow row) => new(
        row.Number,
        Times.OfMicros(row.At),
        new(row.Actor, row.Action, row.Subject, JsonNode.Parse(row.Details) as JsonObject ?? []),
        Digest.TryParse(row.Hash, out var hash) ? hash : default);

    private static AuditRow Read(DbDataReader r) =>
        new(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7));
}
