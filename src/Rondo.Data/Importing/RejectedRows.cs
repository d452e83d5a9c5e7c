using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>A row that could not be read.</summary>
/// <param name="File">The file's path inside the source; empty when the source is a single file.</param>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Column">The column with the unreadable value, where it is one.</param>
/// <param name="Text">The value, or the row as far as it could be read.</param>
internal sealed record RejectedRow(string File, long Line, string Reason, string? Column, string Text);

/// <summary>Collects rows that could not be read; keeps the first hundred thousand.</summary>
internal sealed class RejectedRows
{
    private const int Kept = 100_000;
    private const int Listed = 20;

    private readonly List<(RejectedRow Row, string Shown)> _rows = [];

    public long Count { get; private set; }

    public IEnumerable<RejectedRow> Rows => _rows.Select(r => r.Row);

    public void Add(RejectedRow row, string shownFile)
    {
        Count++;
        if (_rows.Count < Kept)
        {
            _rows.Add((row, shownFile));
        }
    }

    /// <summary>The failures of an import that set too many rows aside: a summary and the first twenty.</summary>
    public IReadOnlyList<Failure> Failures(BadRowLimit limit, long rows)
    {
        if (limit.Allows(Count, rows))
        {
            return [];
        }

        var allowed = limit.IsShare ? string.Create(CultureInfo.InvariantCulture, $"{limit.Value * 100:0.###}%") : limit.Value.ToString(CultureInfo.InvariantCulture);
        var summary = new Failure("data.bad-rows",
            string.Create(CultureInfo.InvariantCulture, $"{Count} of {rows} rows cannot be read, and {allowed} may be set aside."),
            string.Create(CultureInfo.InvariantCulture, $"Correct them, say what they mean (missing: [\"…\"], types: {{ column: text }}), or set them aside with bad-rows: {Count} below data:."))
        {
            Kind = FailureKind.No,
        };
        return [summary, .. _rows.Take(Listed).Select(r => new Failure("data.bad-row", Sentence(r.Row), "Correct the row.", new Place(r.Shown, (int)r.Row.Line)) { Kind = FailureKind.No })];
    }

    /// <summary>What to say about rows that were set aside within the limit.</summary>
    public IReadOnlyList<string> Warnings(long rows) => Count == 0
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{Count} of {rows} rows cannot be read and are set aside in the output 'rejected'; the first: {_rows[0].Shown}:{_rows[0].Row.Line}: {Sentence(_rows[0].Row)}")];

    private static string Sentence(RejectedRow row)
    {
        var text = row.Text.Length > 80 ? row.Text[..80] + "…" : row.Text;
        return row.Column is null ? $"The row is bad: {row.Reason}: {text}" : $"The column '{row.Column}' holds '{text}': {row.Reason}.";
    }
}
