using System.Globalization;

namespace Rondo.Data.Validation.Leaks;

/// <summary>
/// Single columns that decide a number: learned on one half of the rows (a straight line within each of two hundred ranges of the column,
/// or a mean for each of its values), judged on the other half by the share of the target's variance that is explained.
/// </summary>
internal sealed class NumberTarget(ColumnProfile target, LeakSample sample, CancellationToken cancel)
{
    private const double Certain = 0.999;
    private const double Strong = 0.98;
    private const int Ranges = 200;
    private const int FewRows = 60;

    private readonly double[] _y = sample.Numbers(target, cancel);

    public IEnumerable<Suspect> Find(IReadOnlyList<ColumnProfile> columns, CancellationToken ct)
    {
        foreach (var column in columns)
        {
            ct.ThrowIfCancellationRequested();
            if (sample.Count < FewRows || column.Distinct < 2)
            {
                continue;
            }

            var explained = column.Type == ColumnType.Text ? OfTexts(sample.Codes(column.Name, ct)) : OfNumbers(sample.Numbers(column, ct));
            if (explained >= Strong)
            {
                yield return new("data.leak-suspect", [column.Name], explained >= Certain
                    ? string.Create(CultureInfo.InvariantCulture, $"decides '{target.Name}' by itself: it explains {Percent(explained)} of its variance in rows that it was not fitted on")
                    : string.Create(CultureInfo.InvariantCulture, $"is suspiciously strong: by itself it explains {Percent(explained)} of the variance of '{target.Name}'"))
                { Mild = explained < Certain };
            }
        }
    }

    /// <summary>R² on the held-out half of the best line in each range of <paramref name="x"/>.</summary>
    public double OfNumbers(double[] x)
    {
        var fitted = Indices(true).Where(i => !double.IsNaN(x[i])).Select(i => x[i]).Order().ToArray();
        if (fitted.Length < 30)
        {
            return 0;
        }

        var edges = Enumerable.Range(1, Ranges - 1).Select(k => fitted[(int)((long)k * fitted.Length / Ranges)]).Distinct().ToArray();
        var lines = Enumerable.Range(0, edges.Length + 2).Select(_ => new Line()).ToArray();
        foreach (var i in Indices(true))
        {
            lines[Range(edges, x[i])].Add(double.IsNaN(x[i]) ? 0 : x[i], _y[i]);
        }

        return Explained(i => lines[Range(edges, x[i])].At(double.IsNaN(x[i]) ? 0 : x[i]));
    }

    private double OfTexts(CodedColumn column)
    {
        var means = Enumerable.Range(0, column.Values.Count + 1).Select(_ => new Line()).ToArray();
        foreach (var i in Indices(true))
        {
            means[column.Codes[i] + 1].Add(0, _y[i]);
        }

        return Explained(i => means[column.Codes[i] + 1].At(0));
    }

    private double Explained(Func<int, double?> predict)
    {
        var all = Indices(true).Select(i => _y[i]).ToArray();
        var mean = all.Length == 0 ? 0 : all.Average();
        double rest = 0, total = 0;
        foreach (var i in Indices(false))
        {
            var miss = _y[i] - (predict(i) ?? mean);
            rest += miss * miss;
            total += (_y[i] - mean) * (_y[i] - mean);
        }

        return total > 0 ? 1 - (rest / total) : 0;
    }

    private IEnumerable<int> Indices(bool fit) => Enumerable.Range(0, sample.Count).Where(i => sample.Fit[i] == fit && !double.IsNaN(_y[i]));

    private static int Range(double[] edges, double value)
    {
        if (double.IsNaN(value))
        {
            return edges.Length + 1;
        }

        var at = Array.BinarySearch(edges, value);
        return at >= 0 ? at + 1 : ~at;
    }

    private static string Percent(double share) => Math.Min(100, share * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    /// <summary>Least squares in one range.</summary>
    private sealed class Line
    {
        private double _n;
        private double _x;
        private double _y;
        private double _xx;
        private double _xy;
        private double _least = double.PositiveInfinity;
        private double _most = double.NegativeInfinity;

        public void Add(double x, double y)
        {
            _n++;
            var dx = x - _x;
            _x += dx / _n;
            _xx += dx * (x - _x);
            _xy += dx * (y - _y) * (_n - 1) / _n;
            _y += (y - _y) / _n;
            _least = Math.Min(_least, x);
            _most = Math.Max(_most, x);
        }

        public double? At(double x) => _n == 0 ? null : _xx <= 0 || _n < 3 ? _y : _y + (_xy / _xx * (Math.Clamp(x, _least, _most) - _x));
    }
}
