using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rondo.Bench.Serving;

/// <summary>
/// Posts one body again and again over some connections that stay open, and prints a line of JSON: requests, failures, latencies, and the
/// processor time that the server's process and its children took, from <c>/proc</c>. Bare sockets, so that it costs little beside them.
/// </summary>
internal static class Load
{
    private const double TicksPerSecond = 100;

    public static async Task RunAsync(Uri url, string file, int connections, double seconds, int process)
    {
        var body = await File.ReadAllBytesAsync(file);
        var head = Encoding.ASCII.GetBytes($"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] request = [.. head, .. body];
        var before = Processor(process);
        var watch = Stopwatch.StartNew();
        var results = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(url, request, watch, seconds))));
        var (took, used) = (watch.Elapsed.TotalSeconds, Processor(process) - before);
        var micros = results.SelectMany(r => r.Micros).Order().ToList();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            requests = micros.Count,
            failed = results.Sum(r => r.Failed),
            perSecond = Math.Round(micros.Count / took),
            cpuMicros = Math.Round(used * 1e6 / Math.Max(1, micros.Count), 2),
            p50 = micros.Count == 0 ? 0 : micros[micros.Count / 2],
            p99 = micros.Count == 0 ? 0 : micros[(int)(micros.Count * 0.99)],
        }));
    }

    private static async Task<(List<long> Micros, int Failed)> CallAsync(Uri url, byte[] request, Stopwatch watch, double seconds)
    {
        var micros = new List<long>();
        var failed = 0;
        var buffer = new byte[16 << 10];
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(url.Host, url.Port);
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var begun = Stopwatch.GetTimestamp();
                _ = await socket.SendAsync(request);
                var status = await AnswerAsync(socket, buffer);
                if (status == 0)
                {
                    break;
                }

                micros.Add((long)Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
                failed += status == 200 ? 0 : 1;
            }
        }

        return (micros, failed);
    }

    // The status of an answer that was read whole; 0 when the server closed the connection instead.
    private static async Task<int> AnswerAsync(Socket socket, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return 0;
            }

            filled += read;
            if (Length(buffer.AsSpan(0, filled)) is { } length && filled >= length)
            {
                return int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), CultureInfo.InvariantCulture);
            }
        }
    }

    private static int? Length(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        // Kestrel sends a body whose length it does not know in pieces; the last one is empty.
        var head = Encoding.ASCII.GetString(answer[..end]);
        var at = head.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        return at >= 0 ? end + 4 + int.Parse(head.AsSpan(at + 15, (head.IndexOf('\r', at) is var stop and >= 0 ? stop : head.Length) - at - 15).Trim(), CultureInfo.InvariantCulture)
            : answer[end..].IndexOf("\r\n0\r\n\r\n"u8) is var last and >= 0 ? end + last + 7
            : null;
    }

    private static double Processor(int process) => Family(process).Sum(Ticks) / TicksPerSecond;

    private static List<int> Family(int process)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(d => Path.GetFileName(d)).Where(n => int.TryParse(n, CultureInfo.InvariantCulture, out _))
            .Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Select(p => (Id: p, Parent: Field(p, 4))).ToList();
        var family = new List<int> { process };
        for (var i = 0; i < family.Count; i++)
        {
            family.AddRange(parents.Where(p => p.Parent == family[i]).Select(p => p.Id));
        }

        return family;
    }

    private static double Ticks(int process) => Math.Max(0, Field(process, 14)) + Math.Max(0, Field(process, 15));

    private static long Field(int process, int number)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[number - 3], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return -1;
        }
    }
}
