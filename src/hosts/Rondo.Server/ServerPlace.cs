using System.Globalization;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>
/// A server's place in a workspace folder: a locked file, and a note that says where it runs. The lock ends with the process, however that
/// ends. With SQLite there is one place; servers that share a PostgreSQL share the folder too, and each takes a place of its own.
/// </summary>
internal sealed class ServerPlace : IDisposable
{
    private const int MostServers = 64;

    private readonly FileStream _lock;
    private readonly string _note;
    private readonly TimeProvider _clock;

    private ServerPlace(FileStream file, string note, TimeProvider clock) => (_lock, _note, _clock) = (file, note, clock);

    /// <summary>What its files are called: <c>server</c>, <c>server-2</c>, …</summary>
    public string Name => Path.GetFileNameWithoutExtension(_note);

    /// <param name="folder">The workspace.</param>
    /// <param name="shared">Whether other servers may work there too.</param>
    /// <param name="clock">For the note.</param>
    /// <param name="ct">Stops it.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The place owns the file.")]
    public static async Task<ServerPlace> TakeAsync(string folder, bool shared, TimeProvider clock, CancellationToken ct)
    {
        foreach (var (held, note) in Places(folder).Take(shared ? MostServers : 1))
        {
            try
            {
                return new(new(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), note, clock);
            }
            catch (IOException)
            {
                // another server's
            }
        }

        var where = await ReadAsync(Places(folder).First().Note, ct) is { } known ? $" at {known.Address.GetLeftPart(UriPartial.Authority)}" : "";
        throw new FailureException(shared
            ? new Failure("server.too-many", $"{MostServers} servers work on this workspace already.", "Stop one of them.") { Kind = FailureKind.World }
            : new Failure("server.runs-already", $"A server works on this workspace already{where}.", "Use that one, or stop it first (Ctrl-C where it was started). Several servers need a PostgreSQL that they share: RONDO_DATABASE.") { Kind = FailureKind.World });
    }

    /// <summary>The address of a server that works on the folder from this machine; null when none does.</summary>
    public static async Task<Uri?> FindAsync(string folder, CancellationToken ct)
    {
        foreach (var (held, note) in Places(folder).TakeWhile(p => File.Exists(p.Lock)))
        {
            if (IsHeld(held) && await ReadAsync(note, ct) is { } known && string.Equals(known.Machine, Environment.MachineName, StringComparison.Ordinal))
            {
                return known.Address;
            }
        }

        return null;
    }

    public Task AnnounceAsync(Uri address, CancellationToken ct) => File.WriteAllTextAsync(
        _note,
        JsonSerializer.Serialize(new { address = address.GetLeftPart(UriPartial.Authority), machine = Environment.MachineName, process = Environment.ProcessId, startedAt = _clock.GetUtcNow() }),
        ct);

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(_note)))
        {
            File.Delete(_note);
        }

        _lock.Dispose();
    }

    private static IEnumerable<(string Lock, string Note)> Places(string folder)
    {
        for (var i = 1; ; i++)
        {
            var name = Path.Combine(folder, i == 1 ? "server" : string.Create(CultureInfo.InvariantCulture, $"server-{i}"));
            yield return (name + ".lock", name + ".json");
        }
    }

    private static bool IsHeld(string held)
    {
        try
        {
            using var free = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<(Uri Address, string Machine)?> ReadAsync(string note, CancellationToken ct)
    {
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(note, ct));
            return (new(json.RootElement.GetProperty("address").GetString()!), json.RootElement.GetProperty("machine").GetString()!);
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or UriFormatException)
        {
            return null;
        }
    }
}
