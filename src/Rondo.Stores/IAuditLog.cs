using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Stores;

/// <summary>
/// Who did what to which thing when: append-only, each row carrying the hash of the one before. The head of the chain is also kept in a
/// file outside the database, so that rows cut off at the end are noticed too.
/// </summary>
public interface IAuditLog
{
    /// <summary>Appends an event to the chain, in the transaction of the act itself.</summary>
    Task AppendAsync(DbTransaction transaction, AuditEvent what, CancellationToken ct);

    /// <summary>Events, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(string? subject, int limit, long? before, CancellationToken ct);

    /// <summary>Walks the whole chain and compares its end with the head outside; names the first place where it does not hold.</summary>
    Task<AuditVerdict> VerifyAsync(CancellationToken ct);
}

/// <summary>Something somebody did.</summary>
/// <param name="Actor">A person, or <c>rondo</c>.</param>
/// <param name="Action">A verb: <c>model.register</c>, <c>model.promote</c>, <c>gc</c>.</param>
/// <param name="Subject">The thing: <c>model:bike-demand@3</c>.</param>
/// <param name="Details">The evidence.</param>
public sealed record AuditEvent(string Actor, string Action, string Subject, JsonObject Details);

/// <summary>An event in the chain.</summary>
public sealed record AuditEntry(long Number, DateTimeOffset At, AuditEvent Event, Digest Hash);

/// <summary>Whether the chain holds.</summary>
/// <param name="Intact">Every row hashes to what the next one says, numbers have no gap, and the end is the head kept outside.</param>
/// <param name="Length">Rows read.</param>
/// <param name="Head">The hash of the last row.</param>
/// <param name="FirstBad">The number of the first row that is wrong, missing or too many.</param>
/// <param name="Finding">One sentence: edited, deleted, inserted, reordered or cut off, and where.</param>
public sealed record AuditVerdict(bool Intact, long Length, Digest Head, long? FirstBad, string Finding);
