namespace Rondo.Modeling.Metrics;

/// <summary>
/// The units that are drawn when resampling: rows that belong together are drawn together. With a time, a block is a stretch of
/// neighbouring rows, because errors of neighbouring hours resemble each other and rows drawn one by one would promise too much.
/// </summary>
/// <param name="BlockOf">The block of each row.</param>
/// <param name="Count">How many blocks there are.</param>
/// <param name="Dependent">Whether blocks are stretches of time (else rows are independent and formulas for independent rows hold).</param>
internal sealed record Blocks(int[] BlockOf, int Count, bool Dependent)
{
    private const int Most = 1000;
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Independent rows: each its own block up to a thousand rows; above that a thousand blocks of neighbours in the table.</summary>
    public static Blocks OfRows(int rows)
    {
        var count = Math.Min(rows, Most);
        return new([.. Enumerable.Range(0, rows).Select(i => (int)((long)i * count / rows))], count, false);
    }

    /// <summary>
    /// Rows in time: the rows of one day (or of several neighbouring days, when there are more than a thousand) are a block; when there
    /// are less than twenty days, twenty stretches of equal length.
    /// </summary>
    public static Blocks OfTime(IReadOnlyList<long> microseconds)
    {
        var order = Enumerable.Range(0, microseconds.Count).ToArray();
        Array.Sort(microseconds.ToArray(), order);
        var days = new int[order.Length];
        var distinct = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var starts = i == 0 || Day(microseconds[order[i]]) != Day(microseconds[order[i - 1]]);
            distinct += starts ? 1 : 0;
            days[i] = distinct - 1;
        }

        var few = distinct < 20;
        var units = few ? order.Length : distinct;
        var count = few ? Math.Min(20, order.Length) : Math.Min(distinct, Most);
        var blockOf = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            blockOf[order[i]] = (int)((long)(few ? i : days[i]) * count / units);
        }

        return new(blockOf, count, true);
    }

    /// <summary>The same blocks for some of the rows.</summary>
    public Blocks Only(int[] rows) => this with { BlockOf = Array.ConvertAll(rows, r => BlockOf[r]) };

    private static long Day(long microseconds) => microseconds / MicrosecondsPerDay;
}
