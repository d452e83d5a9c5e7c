using System.Globalization;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Deployment.Alerts;

/// <summary>Reads <c>monitor.notify</c>: a list of <c>{ webhook: $URL, secret: $KEY }</c> and <c>{ smtp: HOST:PORT, from: …, to: […], user: …, password: $X }</c>.</summary>
internal static class NotifyReader
{
    public static IReadOnlyList<NotifyChannel> Read(SectionReader reader)
    {
        var channels = new List<NotifyChannel>();
        var items = reader.Node("notify") switch
        {
            null => [],
            YamlList list => list.Items,
            var one => [one],
        };
        foreach (var item in items)
        {
            if (item is not YamlMap map)
            {
                reader.Failures.Add(Wrong(reader, item.Place, "is neither a webhook nor smtp"));
                continue;
            }

            var inner = new SectionReader(map, reader.Path + ".notify", reader.Failures);
            NotifyChannel? read = map["webhook"] is not null ? Webhook(inner, reader, map) : map["smtp"] is not null ? Mail(inner, reader, map) : null;
            if (read is { } channel)
            {
                channels.Add(channel);
            }
            else if (map["webhook"] is null && map["smtp"] is null)
            {
                reader.Failures.Add(Wrong(reader, map.Place, "is neither a webhook nor smtp"));
            }

            inner.Finish();
        }

        return channels;
    }

    private static WebhookChannel? Webhook(SectionReader inner, SectionReader reader, YamlMap map)
    {
        var secret = inner.Text("secret");
        Secret(reader, map, "secret");
        if (Uri.TryCreate(inner.Text("webhook"), UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return new(address, secret);
        }

        // The address itself may be a secret: it is not repeated.
        reader.Failures.Add(Wrong(reader, inner.PlaceOf("webhook"), "has a webhook that is no http address"));
        return null;
    }

    private static MailChannel? Mail(SectionReader inner, SectionReader reader, YamlMap map)
    {
        var server = (inner.Text("smtp") ?? "").Split(':');
        var port = 587;
        var (from, to, user, password) = (inner.Text("from"), inner.Texts("to").Select(t => t.Text).ToList(), inner.Text("user"), inner.Text("password"));
        var encrypted = inner.Flag("encrypted") ?? true;
        Secret(reader, map, "password");
        if (server[0].Length == 0 || server.Length > 2 || (server.Length == 2 && !int.TryParse(server[1], NumberStyles.None, CultureInfo.InvariantCulture, out port)) || from?.Contains('@', StringComparison.Ordinal) is not true)
        {
            reader.Failures.Add(Wrong(reader, inner.PlaceOf("smtp"), "needs the mail server and the sender"));
            return null;
        }

        if (!encrypted && server[0] is not ("localhost" or "127.0.0.1" or "::1"))
        {
            reader.Failures.Add(new("monitor.notify-open", "Mail goes unencrypted only to a server on this machine.", "Remove encrypted: false.", inner.PlaceOf("encrypted")));
        }

        return new(server[0], port, from, to) { User = user, Password = password, Encrypted = encrypted };
    }

    private static void Secret(SectionReader reader, YamlMap map, string key)
    {
        if (map[key] is YamlScalar { IsNull: false, Secret: false } written)
        {
            reader.Failures.Add(new("monitor.notify-secret", $"monitor.notify.{key} is written in the file, where everybody reads it.", $"Put it into the environment and write {key}: $NAME.", written.Place));
        }
    }

    private static Failure Wrong(SectionReader reader, Place place, string what) =>
        new("yaml.bad-value", $"An entry of {reader.Path}.notify {what}.", "Write notify: [{ webhook: $OPS_WEBHOOK }] or notify: [{ smtp: mail.example.org:587, from: rondo@example.org }].", place);
}
