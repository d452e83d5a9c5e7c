using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rondo.Deployment.Tests.Alerts;

/// <summary>A webhook on this machine that keeps what it is told.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();

    public WebhookReceiver()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/");
        probe.Stop();
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public int Status { get; set; } = 200;

    public Uri? Location { get; init; }

    public List<(Dictionary<string, string> Headers, string Body)> Received { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            Received.Add((context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!), body));
            context.Response.StatusCode = Status;
            context.Response.RedirectLocation = Location?.AbsoluteUri;
            context.Response.Close();
        }
    }
}

/// <summary>A mail server on this machine that takes one message and keeps the conversation.</summary>
internal sealed class MailSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<string> _conversation;

    public MailSink()
    {
        _listener.Start();
        _conversation = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task<string> ReceivedAsync() => _conversation.WaitAsync(TimeSpan.FromSeconds(20));

    public void Dispose() => _listener.Dispose();

    private async Task<string> ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        var said = new StringBuilder();
        var inData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (inData)
            {
                inData = line != ".";
                if (!inData)
                {
                    await writer.WriteLineAsync("250 taken");
                    return said.ToString();
                }
            }
            else
            {
                inData = line == "DATA";
                await writer.WriteLineAsync(inData ? "354 go on" : "250 ok");
            }
        }

        return said.ToString();
    }
}
