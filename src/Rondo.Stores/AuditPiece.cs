using Rondo.Kernel;
using Rondo.Stores.Audit;

namespace Rondo.Stores;

/// <summary>A piece of another workspace's audit log, walked as its own chain would be: nobody who sends one is believed.</summary>
public static class AuditPiece
{
    /// <summary>The number of the first event that is not what its hash says, or does not follow the one before; null when the piece holds.</summary>
    /// <param name="entries">Events in the order of the log.</param>
    /// <param name="after">The number and the hash of the event before the piece; null where it begins the log.</param>
    public static long? FirstBad(IReadOnlyList<AuditEntry> entries, (long Number, Digest Hash)? after)
    {
        var (number, previous) = after is { } before ? (before.Number, before.Hash.Hex) : (0, AuditRow.Beginning);
        foreach (var entry in entries)
        {
            var row = new AuditRow(++number, entry.At.Micros(), entry.Event.Actor, entry.Event.Action, entry.Event.Subject, CanonicalJson.Text(entry.Event.Details), previous, "");
            previous = row.ComputeHash();
            if (entry.Number != number || !string.Equals(previous, entry.Hash.Hex, StringComparison.Ordinal))
            {
                return number;
            }
        }

        return null;
    }
}
