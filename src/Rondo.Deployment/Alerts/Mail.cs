using System.Globalization;
using System.Net.Mail;
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

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(most);
        using var client = new SmtpClient(channel.Host, channel.Port) { EnableSsl = channel.Encrypted, Timeout = (int)most.TotalMilliseconds };
        if (channel.User is { } user)
        {
            client.UseDefaultCredentials = false;
            client.Credentials = new System.Net.NetworkCredential(user, channel.Password);
        }

        await client.SendMailAsync(mail, patience.Token);
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
