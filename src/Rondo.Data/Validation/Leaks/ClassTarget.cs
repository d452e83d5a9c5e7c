using System.Globalization;

namespace Rondo.Data.Validation.Leaks;

/// <summary>
/// Single columns that decide a class: the most frequent class for each value, or each of two hundred ranges, learned on one half of the
/// rows and judged on the other by how many of the errors of always saying the most frequent class go away; a threshold that parts two
/// classes; and a text that says the class.
/// </summary>
internal sealed class ClassTarget
{
    private const double Certain = 0.99;
    private const double Strong = 0.95;
    private const int Ranges = 200;
    private const int FewErrors = 10;

    private readonly ColumnProfile _target;
    private readonly LeakSample _sample;
    private readonly int[] _classes;
    private readonly IReadOnlyList<string> _labels;

    public ClassTarget(ColumnProfile target, LeakSample sample, CancellationToken cancel)
    {
        (_target, _sample) = (target, sample);
        (_classes, _labels) = sample.Codes(target.Name, cancel);
    }

    public IEnumerable<Suspect> Find(IReadOnlyList<ColumnProfile> columns, CancellationToken ct)
    {
        if (_labels.Count > 1000)
        {
            yield break;
        }

        foreach (var column in columns.Where(c => c.Distinct > 1 || c.Missing > 0))
        {
            ct.ThrowIfCancellationRequested();
            if (Of(column, ct) is { } suspect)
            {
                yield return suspect;
            }
        }
    }

    private Suspect? Of(ColumnProfile column, CancellationToken ct)
    {
        double removed;
        var separation = 0.5;
        if (column.Type is ColumnType.Number or ColumnType.Timestamp)
        {
            var values = _sample.Numbers(column, ct);
            removed = ErrorsRemoved(RangesOf(values), Ranges + 1);
            separation = _labels.Count == 2 ? Separation(values) : 0.5;
        }
        else
        {
            var (codes, values) = _sample.Codes(column.Name, ct);
            if (Says(codes, values) is { } told)
            {
                return told with { Columns = [column.Name] };
            }

            removed = ErrorsRemoved([.. codes.Select(c => c + 1)], values.Count + 1);
        }

        return removed >= Certain || separation >= 0.9999
            ? new("data.leak-suspect", [column.Name], separation >= 0.9999
                ? $"decides '{_target.Name}' by itself: a single threshold parts the two classes"
                : string.Create(CultureInfo.InvariantCulture, $"decides '{_target.Name}' by itself: its values name the class of {removed * 100:0.0}% of the rows that guessing gets wrong"))
            : removed >= Strong || separation >= 0.99
                ? new("data.leak-suspect", [column.Name], $"is suspiciously strong: by itself it nearly decides '{_target.Name}'") { Mild = true }
                : null;
    }

    private double ErrorsRemoved(int[] codes, int count)
    {
        var votes = new int[count, _labels.Count];
        var overall = new int[_labels.Count];
        foreach (var i in Indices(true))
        {
            votes[codes[i], _classes[i]]++;
            overall[_classes[i]]++;
        }

        var usual = Best(c => overall[c]);
        var best = Enumerable.Range(0, count).Select(v => Best(c => votes[v, c]) is var b && votes[v, b] > 0 ? b : usual).ToArray();
        int wrong = 0, guessed = 0;
        foreach (var i in Indices(false))
        {
            wrong += best[codes[i]] == _classes[i] ? 0 : 1;
            guessed += usual == _classes[i] ? 0 : 1;
        }

        return guessed < FewErrors ? 0 : 1 - ((double)wrong / guessed);
    }

    private int Best(Func<int, int> votes)
    {
        var best = 0;
        for (var c = 1; c < _labels.Count; c++)
        {
            best = votes(c) > votes(best) ? c : best;
        }

        return best;
    }

    private int[] RangesOf(double[] values)
    {
        var fitted = Indices(true).Where(i => !double.IsNaN(values[i])).Select(i => values[i]).Order().ToArray();
        var distinct = fitted.Distinct().Take(Ranges + 1).ToArray();
        var edges = fitted.Length == 0 ? []
            : distinct.Length <= Ranges ? distinct[1..]
            : Enumerable.Range(1, Ranges - 1).Select(k => fitted[(int)((long)k * fitted.Length / Ranges)]).Distinct().ToArray();
        return [.. values.Select(v => double.IsNaN(v) ? Ranges : Array.BinarySearch(edges, v) is var at && at >= 0 ? at + 1 : ~Array.BinarySearch(edges, v))];
    }

    /// <summary>The area under the ROC curve of the bare value, or of its opposite; ties count half.</summary>
    private double Separation(double[] values)
    {
        var order = Enumerable.Range(0, _sample.Count).Where(i => _classes[i] >= 0 && !double.IsNaN(values[i])).OrderBy(i => values[i]).ToArray();
        double first = 0, second = 0, below = 0;
        for (var i = 0; i < order.Length;)
        {
            double ones = 0, twos = 0;
            var value = values[order[i]];
            for (; i < order.Length && values[order[i]].Equals(value); i++)
            {
                _ = _classes[order[i]] == 0 ? ones++ : twos++;
            }

            below += twos * (first + (ones / 2));
            first += ones;
            second += twos;
        }

        if (Math.Min(first, second) < FewErrors || order.Length < 0.5 * _sample.Count)
        {
            return 0.5;
        }

        var area = below / (first * second);
        return Math.Max(area, 1 - area);
    }

    /// <summary>Whether texts that hardly repeat have the label in them.</summary>
    private Suspect? Says(int[] codes, IReadOnlyList<string> values)
    {
        if (values.Count * 10 < _sample.Count || _labels.Any(l => l.Length < 2))
        {
            return null;
        }

        int told = 0, rows = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0 || _classes[i] < 0)
            {
                continue;
            }

            rows++;
            var text = values[codes[i]];
            var said = Enumerable.Range(0, _labels.Count).Where(c => text.Contains(_labels[c], StringComparison.OrdinalIgnoreCase)).ToList();
            told += said.Count == 1 && said[0] == _classes[i] ? 1 : 0;
        }

        return rows >= 100 && told >= 0.99 * rows ? new("data.leak-suspect", [], $"says '{_target.Name}' in its text") : null;
    }

    private IEnumerable<int> Indices(bool fit) => Enumerable.Range(0, _sample.Count).Where(i => _sample.Fit[i] == fit && _classes[i] >= 0);
}
