using Rondo.Data;
using Rondo.Kernel;

namespace Rondo.Modeling.Scoring;

/// <summary>Counts the rows without a prediction, keeps the first of them, and says when there are too many.</summary>
internal sealed class BadRows(string shown, long? maximum)
{
    /// <summary>When none of so many rows can be scored, the rest will not be either.</summary>
    private const long Hopeless = 10_000;

    private readonly List<Failure> _listed = [];

    public long Count { get; private set; }

    public IReadOnlyList<Failure> Listed => _listed;

    /// <summary>Takes a batch's.</summary>
    /// <param name="bad">In their order.</param>
    /// <param name="rows">All rows so far.</param>
    /// <exception cref="FailureException">There are too many.</exception>
    public void Add(IReadOnlyList<UnreadableRow> bad, long rows)
    {
        Count += bad.Count;
        _listed.AddRange(bad.Take(PredictReport.MostListed - _listed.Count).Select(Sentence));
        if (Count > maximum)
        {
            var allowed = maximum == 0 ? "none may be" : FormattableString.Invariant($"{maximum} may be");
            throw Stop(FormattableString.Invariant($"{Count} of the first {rows} rows cannot be scored, and {allowed}."), "Correct them, or allow more bad rows: their predictions are then empty.");
        }

        if (Count == rows && rows >= Hopeless)
        {
            throw None(FormattableString.Invariant($"None of the first {rows} rows can be scored."));
        }
    }

    /// <summary>Throws when nothing but bad rows was read.</summary>
    public void End(long rows)
    {
        if (rows > 0 && Count == rows)
        {
            throw None(rows == 1 ? "The only row cannot be scored." : FormattableString.Invariant($"None of the {rows} rows can be scored."));
        }
    }

    private FailureException None(string problem) =>
        Stop(problem, "Compare the file with one the model was made from: decimal points, marks for missing values, dates as 2011-01-31.");

    private FailureException Stop(string problem, string remedy) =>
        new([new Failure("predict.bad-rows", problem, remedy, new Place(shown)) { Kind = FailureKind.No }, .. _listed]);

    private Failure Sentence(UnreadableRow row)
    {
        var problem = row.Column is not null
            ? row.Text.Length == 0 ? $"The column '{row.Column}' cannot be used: {row.Reason}." : $"The column '{row.Column}' holds '{row.Text}': {row.Reason}."
            : row.Text.Length == 0 ? $"The row cannot be scored: {row.Reason}." : $"The row cannot be scored: {row.Reason}: {row.Text}";
        return new("predict.bad-row", problem, "Correct the row.", new Place(shown, (int)Math.Min(row.Line, int.MaxValue))) { Kind = FailureKind.No };
    }
}
