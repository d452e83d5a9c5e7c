using System.Net.Mail;
using System.Text.Json.Nodes;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Alerts;

/// <summary>Whom to tell, and how.</summary>
/// <param name="Project">The project whose endpoints are meant.</param>
/// <param name="Channels">The channels, in the order of <c>monitor.notify</c>.</param>
/// <param name="People">Addresses of the people of the charter.</param>
/// <param name="Server">The address of the server that links lead to; null leaves them relative.</param>
/// <param name="Secrets">Never to be seen in what is kept of a failed attempt.</param>
public sealed record TellRequest(string Project, IReadOnlyList<NotifyChannel> Channels, IReadOnlyList<string> People, Uri? Server, ProjectSecrets Secrets)
{
    /// <summary>The charter's owner and operators, as far as they are mail addresses.</summary>
    public static IReadOnlyList<string> PeopleOf(Charter charter) =>
        [.. new[] { charter.People.Owner }.Concat(charter.People.Operators).Where(p => p is not null && MailAddress.TryCreate(p, out _)).Select(p => p!).Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>Delivers what waits in the outbox. To be called again and again under one lease; a message is delivered at least once.</summary>
public sealed class TellAlerts(Workspace workspace, HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A client as webhooks need it: no redirects, which could lead anywhere.</summary>
    public static HttpClient Client() => Webhook.Client(Patience);

    /// <summary>Tells what is due.</summary>
    /// <returns>How many messages were delivered, and how many have to wait.</returns>
    public async Task<(int Told, int Failed)> RunAsync(TellRequest request, CancellationToken ct)
    {
        var (told, failed) = (0, 0);
        foreach (var message in await Outbox.DueAsync(workspace, request.Project, ct))
        {
            var problem = message.Channel >= request.Channels.Count
                ? "The channel is no longer in monitor.notify."
                : await TryAsync(request.Channels[message.Channel], message, request, ct);
            (told, failed) = problem is null ? (told + 1, failed) : (told, failed + 1);
            await Outbox.SettleAsync(workspace, message, problem is null ? null : request.Secrets.Hide(problem), ct);
        }

        return (told, failed);
    }

    private async Task<string?> TryAsync(NotifyChannel channel, OutboxMessage message, TellRequest request, CancellationToken ct)
    {
        var content = WithLinks(message.Content, request.Server);
        try
        {
            await (channel is MailChannel mail ? Mail.SendAsync(mail, content, request.People, Patience, ct) : Webhook.PostAsync(http, (WebhookChannel)channel, message.Id, content, workspace.Clock.GetUtcNow(), ct));
            return null;
        }
        catch (Exception problem) when (problem is HttpRequestException or SmtpException or IOException or FormatException || (problem is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return problem is OperationCanceledException ? "No answer within 10 s." : problem.Message;
        }
    }

    private static JsonObject WithLinks(JsonObject content, Uri? server)
    {
        var linked = content.DeepClone().AsObject();
        foreach (var alert in linked["alerts"]!.AsArray())
        {
            if (server is not null)
            {
                alert!["link"] = new Uri(server, (string)alert["link"]!).AbsoluteUri;
            }
        }

        return linked;
    }
}
