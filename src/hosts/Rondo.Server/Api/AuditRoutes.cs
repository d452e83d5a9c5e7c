using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Who did what to which thing when.</summary>
internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/audit").WithTags("audit");
        audit.MapGet("", ListAsync).WithName("listAudit").WithSummary("Events, newest first.").WithProblems(400);
        audit.MapGet("/verify", VerifyAsync).WithName("verifyAudit").WithSummary("Walk the hash chain, and compare its end with the head kept outside the database.");
    }

    private static async Task<Ok<Page<AuditView>>> ListAsync(Workspace workspace, [Description("Only about this thing: model:bike-demand@3.")] string? subject, string? cursor, int? limit, CancellationToken ct)
    {
        var count = RequestLimits.Items(limit);
        var before = cursor is null ? (long?)null
            : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FailureException(new Failure("request.cursor", "That is no cursor of this list.", "Use the cursor that the list gave as `next`."));
        var entries = await workspace.Audit.ListAsync(subject, count + 1, before, ct);
        return TypedResults.Ok(Page<AuditView>.Of([.. entries.Select(AuditView.Of)], count, e => e.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<AuditVerdictView>> VerifyAsync(Workspace workspace, CancellationToken ct)
    {
        var report = await VerifyAudit.RunAsync(workspace, ct);
        return TypedResults.Ok(new AuditVerdictView(report.Intact, report.Chain.Length, report.Chain.Head.Hex, report.Chain.FirstBad, report.Finding));
    }
}

/// <summary>Something somebody did.</summary>
internal sealed record AuditView(
    long Number,
    DateTimeOffset At,
    [property: Description("A person, or rondo.")] string Actor,
    [property: Description("A verb: model.promote.")] string Action,
    [property: Description("The thing: model:bike-demand@3.")] string Subject,
    [property: Description("The evidence.")] JsonObject Details,
    [property: Description("Hash of this event and the one before.")] string Hash)
{
    public static AuditView Of(AuditEntry e) => new(e.Number, e.At, e.Event.Actor, e.Event.Action, e.Event.Subject, e.Event.Details, e.Hash.Hex);
}

/// <summary>Whether the chain holds, and the registry is what it says.</summary>
internal sealed record AuditVerdictView(bool Intact, long Length, string Head, long? FirstBad, string Finding);
