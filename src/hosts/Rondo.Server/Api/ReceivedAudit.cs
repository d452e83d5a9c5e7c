using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Keeps pieces of other audit logs as evidence, after each was walked from where the piece before it ended, and finds registrations in them.</summary>
internal sealed class ReceivedAudit(Workspace workspace)
{
    private const string Receive = "history.receive";
    private static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>The digest of the piece, kept; null for an empty one.</summary>
    public async Task<string?> KeepAsync(IReadOnlyList<AuditView> piece, string? after, string user, CancellationToken ct)
    {
        if (piece.Count == 0)
        {
            return null;
        }

        var staged = await workspace.Artifacts.StageAsync(Encoding.UTF8.GetBytes(string.Concat(piece.Select(a => JsonSerializer.Serialize(a, Json) + "\n"))), ct);
        if (await ReceiptAsync(staged.Digest, ct) is not null)
        {
            return staged.Digest.Hex;
        }

        if (AuditPiece.FirstBad([.. piece.Select(Entry)], after is null ? null : await EndAsync(Pushed.Content(after), ct)) is { } bad)
        {
            throw Refused("push.chain", string.Create(CultureInfo.InvariantCulture, $"The audit log that was sent does not hold: event {bad} is not what its hash says, or does not follow the one before."), "See what was edited where it comes from: rondo audit verify. Bring that database back from a backup.");
        }

        var details = new JsonObject { ["evidence"] = staged.Digest.Hex, ["first"] = piece[0].Number, ["last"] = piece[^1].Number, ["head"] = piece[^1].Hash };
        await workspace.WriteAsync(
            async (DbTransaction transaction, CancellationToken token) =>
            {
                await workspace.Artifacts.PublishAsync(transaction, [staged], token);
                await workspace.Lineage.PinAsync(transaction, "server", "push:" + staged.Digest.Hex, staged.Digest, token);
                await workspace.Audit.AppendAsync(transaction, new(user, Receive, "evidence:" + staged.Digest.Hex, details), token);
            },
            ct);
        return staged.Digest.Hex;
    }

    /// <summary>The event of a version's registration in a piece that is kept here.</summary>
    public async Task<AuditEvent> RegistrationAsync(string evidence, string version, CancellationToken ct)
    {
        var digest = Pushed.Content(evidence);
        if (await ReceiptAsync(digest, ct) is not null)
        {
            await foreach (var line in File.ReadLinesAsync(await workspace.Artifacts.LocalPathAsync(digest, ct), ct))
            {
                if (Entry(JsonSerializer.Deserialize<AuditView>(line, Json)!).Event is var what && string.Equals(ReceiveVersion.Registered(what), version, StringComparison.Ordinal))
                {
                    return what;
                }
            }
        }

        throw Refused("push.unregistered", $"The audit events that were sent hold no registration of {version}.", "Send the audit log before the models, and name the piece that holds the registration.");
    }

    private async Task<(long Number, Digest Hash)> EndAsync(Digest piece, CancellationToken ct) => await ReceiptAsync(piece, ct) is { } receipt
        ? ((long)receipt["last"]!, Digest.Parse((string)receipt["head"]!))
        : throw new FailureException(new Failure("push.audit-gap", "The audit events before these have not been sent.", "Send the log from its first event on."));

    private async Task<JsonObject?> ReceiptAsync(Digest piece, CancellationToken ct) =>
        (await workspace.Audit.ListAsync("evidence:" + piece.Hex, 1, before: null, ct)).FirstOrDefault(e => e.Event.Action is Receive)?.Event.Details;

    private static FailureException Refused(string code, string problem, string remedy) => new(new Failure(code, problem, remedy) { Kind = FailureKind.No });

    private static AuditEntry Entry(AuditView a) => new(a.Number, a.At, new(a.Actor, a.Action, a.Subject, a.Details), Pushed.Content(a.Hash));

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions();
        ServerServices.Json(options);
        return options;
    }
}
