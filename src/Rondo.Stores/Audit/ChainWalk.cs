using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Stores.Audit;

/// <summary>Walks the rows in order and names the first place that does not hold, and how it was probably done.</summary>
internal sealed class ChainWalk(IReadOnlyList<AuditRow> rows, WitnessedChain witness, bool everythingIsWitnessed, bool witnessThere)
{
    private readonly Dictionary<string, int> _stored = rows.CountBy(r => r.Hash, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    public AuditVerdict Judge()
    {
        return everythingIsWitnessed && Unwitnessed() is > 0 and var lost ? Lost(lost) : Walk();
    }

    // How many rows from the first on the file beside the database should know and does not: it was lost, and perhaps began anew.
    private long Unwitnessed() => rows.Count == 0 ? 0 : !witnessThere || witness.First == 0 ? rows.Count : Math.Min(rows.Count, witness.First - 1);

    // The rows may still hold by themselves; what only the file could tell is lost.
    private AuditVerdict Lost(long count)
    {
        var alone = new ChainWalk(rows, witness, everythingIsWitnessed: false, witnessThere).Walk();
        var whole = count == rows.Count;
        return alone with
        {
            Intact = false,
            FirstBad = alone.FirstBad ?? 1,
            Finding = $"The file audit.head, which witnesses the chain outside the database, {(whole ? "is lost" : $"was lost and knows nothing before row {Number(count + 1)}")}. "
                + (alone.Intact
                    ? $"The chain itself holds: {(rows.Count == 1 ? "the one row is" : $"all {Number(rows.Count)} rows are")} as hashed, each after the one before. What it cannot tell is whether rows were cut off at the end{(whole ? "" : " before the file began anew")}, or all of them written anew. "
                    : alone.Finding + " ")
                + "Put audit.head back from a copy of the workspace, or compare the head with one that was noted.",
        };
    }

    private AuditVerdict Walk()
    {
        var previous = AuditRow.Beginning;
        long expected = 1;
        foreach (var row in rows)
        {
            if (Fault(row, expected, previous) is { } fault)
            {
                return fault;
            }

            (previous, expected) = (row.Hash, expected + 1);
        }

        return expected <= witness.Last
            ? Bad(expected, expected == witness.Last ? $"row {Number(expected)} was cut off at the end" : $"rows {Number(expected)} to {Number(witness.Last)} were cut off at the end")
            : new(true, rows.Count, HeadOf(), null, rows.Count == 0 ? "The chain is empty." : $"The chain holds: {Number(rows.Count)} entries.");
    }

    private AuditVerdict? Fault(AuditRow row, long expected, string previous)
    {
        if (row.Number != expected)
        {
            return row.Number > expected
                ? Bad(expected, row.Number == expected + 1 ? $"row {Number(expected)} was deleted" : $"rows {Number(expected)} to {Number(row.Number - 1)} were deleted")
                : Bad(row.Number, $"row {Number(row.Number)} was inserted");
        }

        var held = witness.HeldAt(expected);
        var asWitnessed = held.Count == 0
            ? !everythingIsWitnessed || witness.WasAnnounced(expected, row.Hash)
            : held.Count == 1 && held.Contains(row.Hash, StringComparer.Ordinal);
        var sound = string.Equals(row.ComputeHash(), row.Hash, StringComparison.Ordinal) && string.Equals(row.Previous, previous, StringComparison.Ordinal);
        return asWitnessed && sound ? null : Bad(expected, Describe(row, held));
    }

    private string Describe(AuditRow row, IReadOnlyCollection<string> held)
    {
        var here = $"row {Number(row.Number)}";
        var original = held.FirstOrDefault();
        if (held.Count > 1)
        {
            return $"{here} was cut off, and the chain grew again from there";
        }

        if (original is null)
        {
            return row.Number > witness.Last ? $"{here} was inserted at the end: audit.head never announced it" : $"{here} was inserted or edited: audit.head does not know it";
        }

        if (string.Equals(original, row.Hash, StringComparison.Ordinal))
        {
            return $"{here} was edited";
        }

        var known = _stored[row.Hash] == 1 ? witness.NumberOf(row.Hash) : null;
        return (known, _stored.ContainsKey(original)) switch
        {
            ({ } number, true) => $"{here} was reordered: it was written as row {Number(number)}",
            ({ } number, false) when number > row.Number => $"{here} was deleted, and later rows moved up",
            (null, true) => $"{here} was inserted, and later rows moved down",
            _ => $"{here} was edited",
        };
    }

    private AuditVerdict Bad(long number, string what) => new(false, rows.Count, HeadOf(), number, $"The chain is broken: {what}.");

    private Digest HeadOf() => rows.Count > 0 && Digest.TryParse(rows[^1].Hash, out var head) ? head : default;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
