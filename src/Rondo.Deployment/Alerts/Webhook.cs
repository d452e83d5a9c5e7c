using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.Deployment.Alerts;

/// <summary>Posts messages to webhooks.</summary>
internal static class Webhook
{
    /// <summary>A client without redirects, which asks where it is led to; <paramref name="resolve"/> is the system's when left out.</summary>
    public static HttpClient Client(TimeSpan patience, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
#pragma warning disable CA2000 // the client ends its handler
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, ct) => WebhookConnection.ConnectAsync(context.DnsEndPoint, resolve ?? Dns.GetHostAddressesAsync, ct),
        };
#pragma warning restore CA2000
        return new(handler, disposeHandler: true) { Timeout = patience };
    }

    public static async Task PostAsync(HttpClient http, WebhookChannel channel, string id, JsonObject content, DateTimeOffset now, CancellationToken ct)
    {
        WebhookConnection.Demand(channel.Address);
        var body = Encoding.UTF8.GetBytes(content.ToJsonString());
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add("X-Rondo-Delivery", id);
        request.Headers.Add("X-Rondo-Timestamp", time);
        request.Headers.Add("X-Rondo-Signature", "sha256=" + Signature(channel, time, body));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"The webhook answered {(int)answer.StatusCode}."));
        }
    }

    /// <summary>HMAC-SHA-256 over the time, a dot, and the body.</summary>
    private static string Signature(WebhookChannel channel, string time, byte[] body)
    {
        var key = Encoding.UTF8.GetBytes(channel.Secret ?? channel.Address.OriginalString);
        byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, signed));
    }
}
