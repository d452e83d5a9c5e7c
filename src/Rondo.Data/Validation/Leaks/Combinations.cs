namespace Rondo.Data.Validation.Leaks;

/// <summary>
/// Columns that give a number away together: sums and differences of two and three, products and ratios of two, tried exactly on a few
/// rows and then on all; and any other linear relation, by least squares without a rest.
/// </summary>
internal sealed class Combinations
{
    private const int Probes = 64;
    private const int MostForPairs = 200;
    private const int MostForTriples = 40;
    private const double Holds = 0.99;
    private const double Precision = 1e-6;

    private readonly ColumnProfile _target;
    private readonly IReadOnlyList<ColumnProfile> _columns;
    private readonly double[] _y;
    private readonly double[][] _x;
    private readonly int[] _probes;

    public Combinations(ColumnProfile target, IReadOnlyList<ColumnProfile> columns, LeakSample sample, CancellationToken cancel)
    {
        (_target, _columns) = (target, [.. columns.Take(MostForPairs)]);
        _y = sample.Numbers(target, cancel);
        _x = [.. _columns.Select(c => sample.Numbers(c, cancel))];
        var informative = Enumerable.Range(0, _y.Length).Where(i => !double.IsNaN(_y[i]) && _y[i] != 0).ToArray();
        _probes = [.. Enumerable.Range(0, Math.Min(Probes, informative.Length)).Select(k => informative[(int)((long)k * informative.Length / Math.Min(Probes, informative.Length))])];
    }

    public IEnumerable<Suspect> Find(CancellationToken ct)
    {
        if (_probes.Length < 20 || _columns.Count < 2)
        {
            return [];
        }

        var found = Pairs(ct).ToList();
        if (found.Count == 0 && _columns.Count <= MostForTriples)
        {
            found.AddRange(Triples(ct));
        }

        return found.Count > 0 ? found : LinearRelation.Find(_target, _columns, _y, _x);
    }

    private IEnumerable<Suspect> Pairs(CancellationToken ct)
    {
        for (var a = 0; a < _x.Length; a++)
        {
            ct.ThrowIfCancellationRequested();
            for (var b = a + 1; b < _x.Length; b++)
            {
                var (p, q) = (_x[a], _x[b]);
                var form = Exact(i => p[i] + q[i], a, b) ? $"{Name(a)} + {Name(b)}"
                    : Exact(i => p[i] - q[i], a, b) ? $"{Name(a)} - {Name(b)}"
                    : Exact(i => q[i] - p[i], a, b) ? $"{Name(b)} - {Name(a)}"
                    : Exact(i => p[i] * q[i], a, b) ? $"{Name(a)} * {Name(b)}"
                    : Exact(i => p[i] / q[i], a, b) ? $"{Name(a)} / {Name(b)}"
                    : Exact(i => q[i] / p[i], a, b) ? $"{Name(b)} / {Name(a)}"
                    : null;
                if (form is not null)
                {
                    yield return Told(form, a, b);
                }
            }
        }
    }

    private IEnumerable<Suspect> Triples(CancellationToken ct)
    {
        for (var a = 0; a < _x.Length; a++)
        {
            ct.ThrowIfCancellationRequested();
            for (var b = a + 1; b < _x.Length; b++)
            {
                for (var c = b + 1; c < _x.Length; c++)
                {
                    if (Signed(a, b, c) is { } form)
                    {
                        yield return Told(form, a, b, c);
                    }
                }
            }
        }
    }

    private string? Signed(int a, int b, int c)
    {
        var (p, q, r) = (_x[a], _x[b], _x[c]);
        for (var signs = 0; signs < 7; signs++)
        {
            var (sp, sq, sr) = ((signs & 1) == 0 ? 1 : -1, (signs & 2) == 0 ? 1 : -1, (signs & 4) == 0 ? 1 : -1);
            if (Exact(i => (sp * p[i]) + (sq * q[i]) + (sr * r[i]), a, b, c))
            {
                var terms = new[] { (sp, a), (sq, b), (sr, c) }.OrderByDescending(t => t.Item1).Select((t, n) => (n == 0 ? "" : t.Item1 > 0 ? " + " : " - ") + Name(t.Item2));
                return string.Concat(terms);
            }
        }

        return null;
    }

    /// <summary>Whether a formula gives the target in nearly all rows, and needs all of its columns to do so.</summary>
    private bool Exact(Func<int, double> formula, params ReadOnlySpan<int> members)
    {
        var misses = 0;
        foreach (var i in _probes)
        {
            if (!Same(formula(i), _y[i]) && ++misses > 1)
            {
                return false;
            }
        }

        int rows = 0, right = 0, active = 0;
        for (var i = 0; i < _y.Length; i++)
        {
            var value = formula(i);
            if (double.IsNaN(value) || double.IsNaN(_y[i]))
            {
                continue;
            }

            rows++;
            right += Same(value, _y[i]) ? 1 : 0;
            active += AllActive(i, members) ? 1 : 0;
        }

        return rows >= 20 && right >= Holds * rows && active * 20 >= rows;
    }

    // A member that is nearly always 0 adds nothing: the others alone would be the finding.
    private bool AllActive(int row, ReadOnlySpan<int> members)
    {
        foreach (var member in members)
        {
            if (_x[member][row] == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) <= Precision * Math.Max(1e-9, Math.Abs(b));

    private string Name(int index) => _columns[index].Name;

    private Suspect Told(string form, params int[] members) => new("data.leak-suspect", [.. members.Select(Name)], $"{form} is '{_target.Name}': together the columns {string.Join(", ", members.Select(m => $"'{Name(m)}'"))} are the answer");
}
