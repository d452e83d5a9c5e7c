using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.Deployment.Alerts;

/// <summary>Sends messages by SMTP.</summary>
internal static class Mail
{
    public static async Task SendAsync(MailChannel channel, JsonObject content, IReadOnlyList<string> people, TimeSpan most, CancellationToken ct)
    {
        var to = channel.To.Count > 0 ? channel.To : people;
        if (to.Count == 0)
        {
            return;
        }

        using var mail = new MailMessage { From = new(channel.From), Subject = Subject(content), Body = Body(content), SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        foreach (var address in to)
        {
            mail.To.Add(address);
        }

        await DemandAsync(channel.Host, Dns.GetHostAddressesAsync, ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(most);
        using var client = new SmtpClient(channel.Host, channel.Port) { EnableSsl = channel.Encrypted, Timeout = (int)most.TotalMilliseconds };
        if (channel.User is { } user)
        {
            client.UseDefaultCredentials = false;
            client.Credentials = new NetworkCredential(user, channel.Password);
        }

        await client.SendMailAsync(mail, patience.Token);
    }

    /// <summary>
    /// Refuses a host that leads to an address which is never called (<see cref="WebhookConnection"/>), be it one of several. The client looks the
    /// name up again when it connects; until a mail server has greeted, it says nothing.
    /// </summary>
    /// <exception cref="SmtpException">It is refused, or has no address.</exception>
    public static async Task DemandAsync(string host, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await resolve(host, ct);
        }
        catch (SocketException e)
        {
            throw new SmtpException($"The mail server's name cannot be resolved: {e.Message}", e);
        }

        if (!addresses.All(WebhookConnection.MayBeCalled))
        {
            throw new SmtpException("The mail server leads to a link-local or otherwise special address; such addresses are never called.");
        }
    }

    private static string Subject(JsonObject content)
    {
        var alerts = content["alerts"]!.AsArray();
        var first = (string)alerts[0]!["sentence"]!;
        var text = $"[{(string?)content["endpoint"]}] {(alerts.Count == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{alerts.Count} alerts: {first}"))}";
        return new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
    }

    private static string Body(JsonObject content)
    {
        var text = new StringBuilder();
        foreach (var alert in content["alerts"]!.AsArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"{(string?)alert!["state"]} ({(string?)alert["severity"]}): {(string?)alert["sentence"]}\n{(string?)alert["link"]}\n\n");
        }

        return text.ToString();
    }
}
