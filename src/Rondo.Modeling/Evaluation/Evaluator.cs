using Rondo.Modeling.Metrics;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>What is to be measured.</summary>
/// <param name="Split">train, validation or test.</param>
/// <param name="Model">The model's answers.</param>
/// <param name="Blocks">What is drawn when resampling.</param>
internal sealed record EvaluationRequest(string Split, Scored Model, Blocks Blocks)
{
    /// <summary>The baseline's answers for the same rows; null when it is stated by the charter.</summary>
    public Scored? Baseline { get; init; }

    /// <summary>The champion's answers for the same rows, where there is one.</summary>
    public Scored? Champion { get; init; }

    /// <summary>Declared slices and those that requirements name.</summary>
    public IReadOnlyList<SliceRows> Slices { get; init; } = [];

    /// <summary>What will be judged: differences they speak of get intervals of their own.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];
}

/// <summary>Measures a model, its baseline and the champion on the same rows, all of them and by slice.</summary>
internal sealed class Evaluator(EvaluationRequest request, CancellationToken ct)
{
    private const int Resampled = 1000;
    private const ulong Seed = 1;
    private const int SmallestGroup = 30;

    private readonly List<Measurement> _measurements = [];
    private readonly List<Comparison> _comparisons = [];
    private readonly Resamples _resamples = new(request.Blocks.Count, Resampled, Seed);

    private static string Method(Blocks blocks) => blocks.Dependent
        ? $"95 % by the percentile bootstrap, {Resampled} resamples of {blocks.Count} stretches of time"
        : $"95 %: Wilson for shares, DeLong for auc, else the percentile bootstrap, {Resampled} resamples of {(blocks.Count == blocks.BlockOf.Length ? "rows" : $"{blocks.Count} groups of rows")}";

    /// <summary>Measures everything and writes it down.</summary>
    public EvaluationDocument Document(TaskKind task, IReadOnlyList<string> classes)
    {
        var (measurements, comparisons) = Run();
        return new(request.Split, task, request.Model.Rows, measurements)
        {
            Comparisons = comparisons,
            Intervals = Method(request.Blocks),
            Threshold = (request.Model as BinaryScored)?.Threshold,
            Confusion = Confusing.Of(request.Model, request.Model is MulticlassScored m && m.Classes > classes.Count ? [.. classes, "(never met)"] : classes),
        };
    }

    private (IReadOnlyList<Measurement> Measurements, IReadOnlyList<Comparison> Comparisons) Run()
    {
        OfRows("", null);
        foreach (var slice in request.Slices)
        {
            ct.ThrowIfCancellationRequested();
            OfRows(slice.Name, slice.Rows);
        }

        foreach (var requirement in request.Requirements.Where(r => Is(r.Split, request.Split) && r.Measure.StartsWith("gap(", StringComparison.Ordinal)).DistinctBy(r => (r.Measure, r.Slice)))
        {
            Gap(requirement.Measure, requirement.Slice);
        }

        return (_measurements, _comparisons);
    }

    private void OfRows(string slice, int[]? rows)
    {
        var blocks = rows is null ? request.Blocks : request.Blocks.Only(rows);
        var model = Measure(request.Model, rows, blocks);
        var baseline = Measure(request.Baseline, rows, blocks);
        var champion = Measure(request.Champion, rows, blocks);
        var count = rows?.Length ?? request.Model.Rows;
        Add("model", model, slice, count);
        Add("baseline", baseline, slice, count);
        Add("champion", champion, slice, count);
        Compare("baseline", model, baseline, slice, count);
        Compare("champion", model, champion, slice, count);
        Differences(model, baseline, champion, slice, count);
    }

    private IReadOnlyList<Measured> Measure(Scored? scored, int[]? rows, Blocks blocks) =>
        scored is null ? [] : Measuring.Measure(rows is null ? scored : scored.Only(rows), blocks, _resamples);

    private void Add(string role, IReadOnlyList<Measured> measured, string slice, int count) =>
        _measurements.AddRange(measured.Select(m => new Measurement(m.Measure, m.Value, "", new(role, request.Split, slice)) { Low = m.Low, High = m.High, Count = count }));

    private void Compare(string against, IReadOnlyList<Measured> model, IReadOnlyList<Measured> other, string slice, int count)
    {
        foreach (var (m, o) in model.Zip(other))
        {
            var interval = Intervals.Percentile(Paired(m, o, (a, b) => a - b), count);
            _comparisons.Add(new(against, m.Measure, slice, m.Value - o.Value, interval?.Low, interval?.High));
        }
    }

    // Judged instead of the two sides apart: what both models get wrong on the same rows cancels in the difference.
    private void Differences(IReadOnlyList<Measured> model, IReadOnlyList<Measured> baseline, IReadOnlyList<Measured> champion, string slice, int count)
    {
        foreach (var requirement in request.Requirements.Where(r => Is(r.Split, request.Split) && Is(r.Slice, slice)))
        {
            if (BoundFormula.Read(requirement.Bound)?.Distance(Find(model, requirement.Measure), Find(baseline, requirement.Measure), Find(champion, requirement.Measure)) is not var (value, replicates))
            {
                continue;
            }

            var interval = Intervals.Percentile(replicates, count);
            _measurements.Add(new(requirement.DifferenceMeasure, value, "", new("model", request.Split, slice)) { Low = interval?.Low, High = interval?.High, Count = count });
        }
    }

    // gap(metric, column): the largest difference between two values of the column that have at least thirty rows. Without two such it has no value.
    private void Gap(string measure, string slice)
    {
        var (metric, column) = MeasureCatalogue.PartsOf(measure);
        var within = slice.Length == 0 ? null : request.Slices.FirstOrDefault(s => Is(s.Name, slice))?.Rows.ToHashSet();
        if (slice.Length > 0 && within is null)
        {
            return;
        }

        int[][] groups = [.. request.Slices.Where(s => Is(s.Column, column)).Select(s => within is null ? s.Rows : [.. s.Rows.Where(within.Contains)]).Where(r => r.Length >= SmallestGroup)];
        var count = within?.Count ?? request.Model.Rows;
        foreach (var (role, scored) in new[] { ("model", request.Model), ("baseline", request.Baseline), ("champion", request.Champion) })
        {
            if (scored is not null)
            {
                var (value, interval) = Gap([.. groups.Select(g => Find(Measure(scored, g, request.Blocks.Only(g)), metric)).OfType<Measured>()], count);
                _measurements.Add(new(measure, value, "", new(role, request.Split, slice)) { Low = interval?.Low, High = interval?.High, Count = count });
            }
        }
    }

    private static (double Value, (double Low, double High)? Interval) Gap(List<Measured> groups, int rows)
    {
        if (groups.Count < 2)
        {
            return (double.NaN, null);
        }

        var value = Spread(groups.Select(g => g.Value));
        var replicates = Enumerable.Range(0, groups.Min(g => g.Replicates.Length)).Select(i => Spread(groups.Select(g => g.Replicates[i])));
        return (value, Intervals.Centred([.. replicates], value, rows));
    }

    private static double[] Paired(Measured a, Measured b, Func<double, double, double> combine) =>
        [.. a.Replicates.Zip(b.Replicates, combine)];

    private static double Spread(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        return finite.Count < 2 ? double.NaN : finite.Max() - finite.Min();
    }

    private static Measured? Find(IReadOnlyList<Measured> measured, string measure) => measured.FirstOrDefault(m => Is(m.Measure, measure));

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
