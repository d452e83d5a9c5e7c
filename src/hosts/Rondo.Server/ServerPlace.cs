using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>
/// One server works on one workspace folder: a locked file beside the database, which also says where it runs. The lock ends with the
/// process, however that ends. Servers of other machines on the same database have folders of their own.
/// </summary>
internal sealed class ServerPlace : IDisposable
{
    /// <summary>Held open by the server that works on the folder.</summary>
    public const string LockFile = "server.lock";

    /// <summary>Says where it runs.</summary>
    public const string NoteFile = "server.json";

    private readonly FileStream _lock;
    private readonly string _note;
    private readonly TimeProvider _clock;

    private ServerPlace(FileStream file, string note, TimeProvider clock) => (_lock, _note, _clock) = (file, note, clock);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The place owns the file.")]
    public static async Task<ServerPlace> TakeAsync(string folder, TimeProvider clock, CancellationToken ct)
    {
        var note = Path.Combine(folder, NoteFile);
        try
        {
            return new(new(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), note, clock);
        }
        catch (IOException)
        {
            var where = await ReadAsync(note, ct) is { } known ? $" at {known.GetLeftPart(UriPartial.Authority)}" : "";
            throw new FailureException(new Failure("server.runs-already", $"A server works on this workspace already{where}.", "Use that one, or stop it first (Ctrl-C where it was started).") { Kind = FailureKind.World });
        }
    }

    /// <summary>The address of the server of a workspace, as it was noted when it started; null when none is noted.</summary>
    public static async Task<Uri?> ReadAsync(string note, CancellationToken ct)
    {
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(note, ct));
            return new(json.RootElement.GetProperty("address").GetString()!);
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or UriFormatException)
        {
            return null;
        }
    }

    public Task AnnounceAsync(Uri address, CancellationToken ct) => File.WriteAllTextAsync(
        _note,
        JsonSerializer.Serialize(new { address = address.GetLeftPart(UriPartial.Authority), process = Environment.ProcessId, startedAt = _clock.GetUtcNow() }),
        ct);

    public void Dispose()
    {
        File.Delete(_note);
        _lock.Dispose();
    }
}
