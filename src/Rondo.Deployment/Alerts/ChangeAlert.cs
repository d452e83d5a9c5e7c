using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Alerts;

/// <summary>What a person does with an alert.</summary>
public enum AlertAction
{
    /// <summary>Takes it on.</summary>
    Acknowledge,

    /// <summary>Wants to hear nothing of it until a time.</summary>
    Silence,

    /// <summary>Says it is over. It opens anew if it is seen again.</summary>
    Resolve,
}

/// <summary>What is asked of <see cref="ChangeAlert"/>.</summary>
/// <param name="Alert">The alert's id, or enough of its beginning.</param>
/// <param name="Action">What to do.</param>
/// <param name="User">Who does it.</param>
/// <param name="Comment">Why, for the others.</param>
/// <param name="Until">For <see cref="AlertAction.Silence"/>: until when; at most 90 days ahead.</param>
public sealed record ChangeAlertRequest(string Alert, AlertAction Action, string User, string Comment = "", DateTimeOffset? Until = null);

/// <summary>People's actions on alerts; each is an audit event.</summary>
public static class ChangeAlert
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(90);

    /// <summary>Does it.</summary>
    /// <returns>The alert as it is now; or <c>alert.unknown</c>, <c>alert.several</c>, <c>alert.resolved</c> (kind No) or <c>alert.until</c>.</returns>
    public static async Task<Result<Alert>> RunAsync(Workspace workspace, ChangeAlertRequest request, CancellationToken ct)
    {
        var now = workspace.Clock.GetUtcNow();
        if (request.Action == AlertAction.Silence && !(request.Until > now && request.Until <= now + LongestSilence))
        {
            return new Failure("alert.until", "An alert is silenced until a time within the next 90 days.", "Give the time, for example --for 8h.");
        }

        var found = await new AlertStore(workspace).DemandAsync(request.Alert, ct);
        if (!found.Ok)
        {
            return found;
        }

        var alert = found.Value;
        Alert? changed = null;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                // Read again inside the transaction: the monitor may have resolved it meanwhile.
                if (await AlertWrites.OpenAsync(transaction, alert.Endpoint, alert.Rule, token) is not { } open || !string.Equals(open.Id, alert.Id, StringComparison.Ordinal))
                {
                    return;
                }

                if (IsSaidAlready(open, request))
                {
                    changed = open;
                    return;
                }

                changed = await AlertWrites.MoveAsync(transaction, workspace, open, StateOf(request.Action), new(now, request.User, request.Comment, request.Action == AlertAction.Silence ? request.Until : null), token);
                await workspace.Audit.AppendAsync(transaction, new(request.User, $"alert.{request.Action.ToString().ToLowerInvariant()}", $"alert:{alert.Id}", Details(alert, request)), token);
            },
            ct);
        return changed is { } done
            ? done
            : new Failure("alert.resolved", $"The alert '{alert.Id}' is resolved.", "Nothing is to be done; if it comes again, it is another alert.") { Kind = FailureKind.No };
    }

    private static bool IsSaidAlready(Alert open, ChangeAlertRequest request) =>
        open.State is AlertState.Acknowledged && request is { Action: AlertAction.Acknowledge, Comment.Length: 0 };

    private static AlertState StateOf(AlertAction action) => action switch
    {
        AlertAction.Acknowledge => AlertState.Acknowledged,
        AlertAction.Silence => AlertState.Silenced,
        _ => AlertState.Resolved,
    };

    private static JsonObject Details(Alert alert, ChangeAlertRequest request) => new()
    {
        ["endpoint"] = alert.Endpoint,
        ["rule"] = alert.Rule,
        ["comment"] = request.Comment,
        ["until"] = request.Until?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    };
}
