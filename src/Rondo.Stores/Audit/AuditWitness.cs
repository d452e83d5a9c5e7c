using System.Globalization;
using System.Text;
using Rondo.Kernel;

namespace Rondo.Stores.Audit;

/// <summary>
/// The file <c>audit.head</c> beside the database: what the chain is known to hold, kept where an edit of the database does not reach.
/// Only ever appended to. <c>intends N HASH</c> is synced before row N is committed, <c>holds N HASH</c> after it: so a crash between the
/// two leaves a row that was announced, and one before the commit an announcement without a row; neither looks like tampering.
/// </summary>
internal sealed class AuditWitness(string file)
{
    private const string Intends = "intends";
    private const string Holds = "holds";

    public bool Exists => File.Exists(file);

    public void Announce(IReadOnlyList<AuditRow> rows) => Append(Intends, rows);

    public void Confirm(IReadOnlyList<AuditRow> rows) => Append(Holds, rows);

    public WitnessedChain Read()
    {
        var chain = new WitnessedChain();
        if (!Exists)
        {
            return chain;
        }

        foreach (var line in File.ReadLines(file))
        {
            // A line cut short by a power cut is no line.
            if (line.Split(' ') is [var word, var number, var hash]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && Digest.TryParse(hash, out _))
            {
                chain.Add(n, hash, holds: string.Equals(word, Holds, StringComparison.Ordinal));
            }
        }

        return chain;
    }

    // Each line begins with its line end, so that one cut short does not spoil the next.
    private void Append(string word, IReadOnlyList<AuditRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{word} {row.Number} {row.Hash}");
        }

        var fresh = !Exists;
        // A stream that appends only remembers where the end was: two processes would write over each other. What cannot be opened says why by the second way.
        using (var handle = Artifacts.Posix.TryOpenToAppend(file))
        using (var stream = handle is null
            ? new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
            : new FileStream(handle, FileAccess.Write, bufferSize: 0))
        {
            stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
            stream.Flush(flushToDisk: true);
        }

        if (fresh)
        {
            FolderSync.Sync(Path.GetDirectoryName(file)!);
        }
    }
}

/// <summary>What the file outside says of the chain.</summary>
internal sealed class WitnessedChain
{
    private readonly Dictionary<long, HashSet<string>> _held = [];
    private readonly HashSet<(long Number, string Hash)> _announced = [];
    private readonly Dictionary<string, long> _numberOf = new(StringComparer.Ordinal);

    /// <summary>The largest number known to have been committed.</summary>
    public long Last { get; private set; }

    /// <summary>The smallest number that it speaks of; 0 when it speaks of none.</summary>
    public long First { get; private set; }

    /// <summary>The hashes that were committed under a number: one, unless the chain was cut and grew again.</summary>
    public IReadOnlyCollection<string> HeldAt(long number) => _held.TryGetValue(number, out var hashes) ? hashes : [];

    public bool WasAnnounced(long number, string hash) => _announced.Contains((number, hash));

    public long? NumberOf(string hash) => _numberOf.TryGetValue(hash, out var number) ? number : null;

    public void Add(long number, string hash, bool holds)
    {
        First = First == 0 ? number : Math.Min(First, number);
        if (!holds)
        {
            _announced.Add((number, hash));
            return;
        }

        if (!_held.TryGetValue(number, out var hashes))
        {
            _held[number] = hashes = new(StringComparer.Ordinal);
        }

        hashes.Add(hash);
        _numberOf[hash] = number;
        Last = Math.Max(Last, number);
    }
}
