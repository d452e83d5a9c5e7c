namespace Rondo.Deployment.Drift;

/// <summary>Draws what a table could have been if nothing had drifted.</summary>
internal abstract class CellDraws(CellTable table)
{
    /// <summary>How many of the first cells are in an order.</summary>
    public int OrderedCells { get; } = table.OrderedCells;

    /// <summary>The reference's counts of the last draw.</summary>
    public abstract long[] Reference { get; }

    /// <summary>The traffic's counts of the last draw.</summary>
    public abstract long[] Current { get; }

    public abstract void Draw(RandomDraws random);
}

/// <summary>
/// Deals the rows of both samples out anew, at random: a permutation test, exact for any number of cells and any sizes, as long as the
/// cells were not chosen by looking at one of the samples.
/// </summary>
internal sealed class DealtAnew : CellDraws
{
    private const long MostRows = 4_000_000;

    private readonly long[] _margins;
    private readonly long _smaller;
    private readonly bool _currentIsSmaller;
    private readonly ushort[]? _rows;

    public DealtAnew(CellTable table)
        : base(table)
    {
        _margins = [.. table.Reference.Zip(table.Current, (r, c) => r + c)];
        var (n, m) = (table.Reference.Sum(), table.Current.Sum());
        (_smaller, _currentIsSmaller) = (Math.Min(n, m), m <= n);
        Reference = new long[table.Count];
        Current = new long[table.Count];
        if (_smaller < 4 * table.Count && n + m <= MostRows && table.Count <= ushort.MaxValue)
        {
            _rows = new ushort[n + m];
            var at = 0;
            for (var cell = 0; cell < _margins.Length; cell++)
            {
                _rows.AsSpan(at, (int)_margins[cell]).Fill((ushort)cell);
                at += (int)_margins[cell];
            }
        }
    }

    public override long[] Reference { get; }

    public override long[] Current { get; }

    public override void Draw(RandomDraws random)
    {
        var (drawn, rest) = _currentIsSmaller ? (Current, Reference) : (Reference, Current);
        if (_rows is null)
        {
            DrawCells(random, drawn);
        }
        else
        {
            DrawRows(random, drawn);
        }

        for (var i = 0; i < drawn.Length; i++)
        {
            rest[i] = _margins[i] - drawn[i];
        }
    }

    private void DrawCells(RandomDraws random, long[] drawn)
    {
        var left = _smaller;
        var others = _margins.Sum();
        for (var i = 0; i < drawn.Length; i++)
        {
            others -= _margins[i];
            drawn[i] = random.Hypergeometric(_margins[i], others, left);
            left -= drawn[i];
        }
    }

    // A shuffled array stays shuffled: the next draw may begin from it.
    private void DrawRows(RandomDraws random, long[] drawn)
    {
        Array.Clear(drawn);
        for (var i = 0; i < _smaller; i++)
        {
            var other = i + random.Below(_rows!.Length - i);
            (_rows[i], _rows[other]) = (_rows[other], _rows[i]);
            drawn[_rows[i]]++;
        }
    }
}

/// <summary>
/// For bins whose edges are quantiles of the reference: its counts are as they are by construction, and the traffic's follow the Pólya
/// (Dirichlet-multinomial) distribution of values falling between the order statistics of another sample (Wilks 1962, 8.7), exactly so for
/// continuous values. Missing values are dealt out anew.
/// </summary>
internal sealed class FallenBetween(CellTable table) : CellDraws(table)
{
    private readonly CellTable _table = table;
    private readonly double[] _shares = new double[table.Count];

    public override long[] Reference { get; } = [.. table.Reference];

    public override long[] Current { get; } = new long[table.Count];

    public override void Draw(RandomDraws random)
    {
        var left = _table.Current.Sum();
        var bins = _table.OrderedCells;
        if (_table.HasMissing)
        {
            DrawMissing(random, ref left);
        }

        double sum = 0;
        for (var i = 0; i < bins; i++)
        {
            _shares[i] = random.Gamma(_table.Reference[i] + (i == 0 || i == bins - 1 ? 0.5 : 0));
            sum += _shares[i];
        }

        for (var i = 0; i < bins; i++)
        {
            Current[i] = i == bins - 1 ? left : random.Binomial(left, Math.Min(1, _shares[i] / Math.Max(sum, double.Epsilon)));
            left -= Current[i];
            sum -= _shares[i];
        }
    }

    private void DrawMissing(RandomDraws random, ref long left)
    {
        var cell = _table.Count - 1;
        var missing = _table.Reference[cell] + _table.Current[cell];
        var present = _table.Reference.Sum() + _table.Current.Sum() - missing;
        Current[cell] = random.Hypergeometric(missing, present, left);
        Reference[cell] = missing - Current[cell];
        left -= Current[cell];
    }
}
