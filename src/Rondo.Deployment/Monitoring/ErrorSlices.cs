using Rondo.Deployment.Drift;

namespace Rondo.Deployment.Monitoring;

/// <summary>
/// Finds the parts of the answers in which errors grew by more than elsewhere, compared with earlier answers of the same version. Chance is
/// judged by ranks, which a few huge errors cannot carry, and held for all parts together by Benjamini and Hochberg (1995). The strongest is
/// named: by excess times the root of its share (the mean test of subgroup discovery, Klösgen 1996), so that of a part and a wider one around
/// it the narrow one counts. Then its answers are taken out, and what is left is looked at anew.
/// </summary>
internal static class ErrorSlices
{
    private const int Fewest = 30;
    private const int Most = 5;
    private const double Level = 0.05;

    /// <param name="parts">Of each grouping.</param>
    /// <param name="now">The answers to explain.</param>
    /// <param name="before">Earlier answers; none are needed.</param>
    public static IReadOnlyList<ErrorSlice> Find(IReadOnlyList<SlicePart[]> parts, SlicedErrors now, SlicedErrors before)
    {
        var ranks = Ranks([.. now.Errors, .. before.Errors]);
        var pools = new Pools(new(now, ranks[..now.Errors.Length]), new(before, ranks[now.Errors.Length..]));
        var named = new List<ErrorSlice>();
        while (named.Count < Most && Strongest(parts, pools) is var (excess, q))
        {
            named.Add(excess.Named(parts[excess.Grouping][excess.Part], q));
            pools.Leave(excess.Grouping, excess.Part);
        }

        return named;
    }

    private static (Excess Excess, double Q)? Strongest(IReadOnlyList<SlicePart[]> parts, Pools pools)
    {
        var tested = parts.SelectMany((p, grouping) => pools.Test(grouping, p.Length)).ToList();
        var q = BenjaminiHochberg.Adjust([.. tested.Select(t => t.P)]);
        return tested.Select((t, i) => ((Excess, double)?)(t, q[i])).Where(t => t!.Value is (var e, var adjusted) && adjusted <= Level && e.Difference > 0)
            .MaxBy(t => t!.Value.Item1.Difference * Math.Sqrt(t.Value.Item1.Share));
    }

    // Mid-ranks from 0 to 1.
    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]])
            {
                to++;
            }

            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to) / (2.0 * order.Length);
            }

            from = to;
        }

        return ranks;
    }

    /// <summary>Sums of some rows' errors and ranks.</summary>
    private struct Sums
    {
        public int Rows;
        public double Error;
        public double Squares;
        public double Rank;
        public double RankSquares;

        public readonly double Mean => Error / Rows;

        public readonly double MeanRank => Rank / Rows;

        public readonly double Deviation => Math.Sqrt(Math.Max(0, (Squares - (Error * Error / Rows)) / Math.Max(1, Rows - 1)));

        public void Add(double error, double rank)
        {
            Rows++;
            Error += error;
            Squares += error * error;
            Rank += rank;
            RankSquares += rank * rank;
        }

        public readonly Sums Without(in Sums part) => new()
        {
            Rows = Rows - part.Rows,
            Error = Error - part.Error,
            Squares = Squares - part.Squares,
            Rank = Rank - part.Rank,
            RankSquares = RankSquares - part.RankSquares,
        };

        // The variance of the mean rank, with one more row of the usual variance: few equal ranks are not certainty.
        public readonly double RankVariance(double usual) => (Math.Max(0, RankSquares - (Rank * Rank / Rows)) + usual) / Rows / Rows;
    }

    /// <summary>What a part comes to.</summary>
    private sealed record Excess(int Grouping, int Part, double P, double Difference, double Share, Sums In, Sums Out, double? Before, double? OthersBefore)
    {
        public ErrorSlice Named(SlicePart part, double q)
        {
            var half = 1.959964 * In.Deviation / Math.Sqrt(In.Rows);
            return new(part.Column, part.Label, In.Rows, Share, In.Mean, Math.Max(0, In.Mean - half), In.Mean + half, Out.Mean, Before, OthersBefore, Share * Difference, q);
        }
    }

    /// <summary>Rows of a time, as far as no named part has taken them away.</summary>
    private sealed class Pool(SlicedErrors rows, double[] ranks)
    {
        private readonly bool[] _gone = new bool[ranks.Length];

        public Sums All()
        {
            var all = new Sums();
            for (var row = 0; row < ranks.Length; row++)
            {
                if (!_gone[row])
                {
                    all.Add(rows.Errors[row], ranks[row]);
                }
            }

            return all;
        }

        public Sums[] Of(int grouping, int parts)
        {
            var sums = new Sums[parts];
            for (var row = 0; row < ranks.Length; row++)
            {
                if (!_gone[row] && rows.Parts[grouping][row] is var part and >= 0)
                {
                    sums[part].Add(rows.Errors[row], ranks[row]);
                }
            }

            return sums;
        }

        public void Leave(int grouping, int part)
        {
            for (var row = 0; row < ranks.Length; row++)
            {
                _gone[row] |= rows.Parts[grouping][row] == part;
            }
        }
    }

    private sealed class Pools(Pool now, Pool before)
    {
        // Of ranks spread evenly from 0 to 1.
        private const double Usual = 1.0 / 12;

        public IEnumerable<Excess> Test(int grouping, int parts)
        {
            var (all, earlier) = (now.All(), before.All());
            var (here, there) = (now.Of(grouping, parts), before.Of(grouping, parts));
            for (var part = 0; part < parts; part++)
            {
                var (within, without) = (here[part], all.Without(here[part]));
                if (within.Rows < Fewest || without.Rows < Fewest)
                {
                    continue;
                }

                var (difference, ranked, variance) = (within.Mean - without.Mean, within.MeanRank - without.MeanRank, within.RankVariance(Usual) + without.RankVariance(Usual));
                var (past, pastOthers) = (there[part], earlier.Without(there[part]));
                var known = past.Rows >= Fewest && pastOthers.Rows >= Fewest;
                if (known)
                {
                    difference -= past.Mean - pastOthers.Mean;
                    ranked -= past.MeanRank - pastOthers.MeanRank;
                    variance += past.RankVariance(Usual) + pastOthers.RankVariance(Usual);
                }

                yield return new(
                    grouping, part, SpecialFunctions.NormalTail(ranked / Math.Sqrt(variance)), difference, within.Rows / (double)all.Rows, within, without,
                    known ? past.Mean : null, known ? pastOthers.Mean : null);
            }
        }

        public void Leave(int grouping, int part)
        {
            now.Leave(grouping, part);
            before.Leave(grouping, part);
        }
    }
}
