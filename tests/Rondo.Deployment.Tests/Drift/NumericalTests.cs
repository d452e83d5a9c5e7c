using Rondo.Deployment.Drift;

namespace Rondo.Deployment.Tests.Drift;

public sealed class NumericalTests
{
    [Fact]
    public void Tail_probabilities_are_those_of_an_independent_library()
    {
        Assert.All(KnownAnswers.Rows("logGamma"), r => KnownAnswers.Close(r[1], SpecialFunctions.LogGamma(r[0]), Math.Abs(r[1]) < 1e-10 ? 1 : 1e-12));
        Assert.All(KnownAnswers.Rows("gammaTail"), r => KnownAnswers.Close(r[2], SpecialFunctions.GammaTail(r[0], r[1]), 1e-8));
        Assert.All(KnownAnswers.Rows("chiSquareTail"), r => KnownAnswers.Close(r[2], SpecialFunctions.ChiSquareTail(r[0], r[1]), 1e-8));
        Assert.All(KnownAnswers.Rows("normalTail"), r => KnownAnswers.Close(r[1], SpecialFunctions.NormalTail(r[0])));
        Assert.All(KnownAnswers.Rows("kolmogorovTail"), r => KnownAnswers.Close(r[1], SpecialFunctions.KolmogorovTail(r[0])));
        Assert.All(KnownAnswers.Rows("betaBelow"), r => KnownAnswers.Close(r[3], SpecialFunctions.BetaBelow(r[0], r[1], r[2]), 1e-8));
        Assert.All(KnownAnswers.Rows("hypergeometric"), r => KnownAnswers.Close(r[4], ExactTails.Hypergeometric((long)r[0], (long)r[1], (long)r[2], (long)r[3]), 1e-7));
        Assert.All(KnownAnswers.Rows("betaBinomial"), r => KnownAnswers.Close(r[3], ExactTails.OutsideRange((long)r[0], (long)r[1], (long)r[2]), 1e-7));
        Assert.All(KnownAnswers.Rows("clopperPearson"), r =>
        {
            KnownAnswers.Close(r[2], SpecialFunctions.UpperBound((long)r[0], (long)r[1]), 1e-8);
            KnownAnswers.Close(r[3], SpecialFunctions.LowerBound((long)r[0], (long)r[1]), 1e-8);
        });
    }

    [Fact]
    public void The_statistics_of_a_table_are_those_of_an_independent_library()
    {
        foreach (var table in KnownAnswers.Tables("gTest"))
        {
            var found = CellStatistics.Of(KnownAnswers.Counts(table, "reference"), KnownAnswers.Counts(table, "current"), 0);
            KnownAnswers.Close((double)table["g"]!, found.Shape, 1e-8);
        }

        foreach (var table in KnownAnswers.Tables("jensenShannon"))
        {
            var found = CellStatistics.Of(KnownAnswers.Counts(table, "reference"), KnownAnswers.Counts(table, "current"), 0);
            KnownAnswers.Close((double)table["divergence"]!, found.Distance, 1e-9);
        }

        foreach (var table in KnownAnswers.Tables("lepage"))
        {
            var reference = KnownAnswers.Counts(table, "reference");
            var found = CellStatistics.Of(reference, KnownAnswers.Counts(table, "current"), reference.Length);
            KnownAnswers.Close((double)table["statistic"]!, found.Ranks, 1e-7);
            Assert.Equal((int)table["df"]!, found.RankDegrees);
        }
    }

    [Fact]
    public void Adjusted_p_values_are_those_of_r()
    {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.9), "BH")
        double[] expected = [0.03, 0.06, 0.06, 0.03, 0.6, 0.9];
        var found = BenjaminiHochberg.Adjust([0.01, 0.04, 0.03, 0.005, 0.5, 0.9]);
        Assert.All(expected.Zip(found), pair => KnownAnswers.Close(pair.First, pair.Second));
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }

    [Fact]
    public void Detectors_of_change_answer_where_rivers_documentation_says()
    {
        Assert.Equal(1009, First(new PageHinkley().Add, "numpyStream"));
        Assert.Equal(1006, First(new PageHinkley().Add, "pythonStream"));
        Assert.Equal(1023, First(new Adwin().Add, "numpyStream"));
        Assert.Equal(1023, First(new Adwin().Add, "pythonStream"));
    }

    [Fact]
    public void A_detector_goes_on_from_its_state_as_if_it_had_never_stopped()
    {
        var stream = KnownAnswers.Stream("numpyStream");
        var whole = new Adwin();
        var parted = new Adwin();
        for (var i = 0; i < stream.Length; i++)
        {
            parted = Adwin.Of(parted.State());
            Assert.Equal(whole.Add(stream[i]), parted.Add(stream[i]));
        }

        Assert.Equal(whole.Width, parted.Width);
        Assert.Equal(stream[1100..].Average(), whole.Mean, 0.05);
    }

    [Fact]
    public void A_stream_that_stays_as_it_is_raises_fewer_alarms_than_adwin_allows()
    {
        var random = new RandomDraws(3);
        var alarms = 0;
        for (var stream = 0; stream < 100; stream++)
        {
            var adwin = new Adwin();
            for (var i = 0; i < 3000; i++)
            {
                alarms += adwin.Add(random.Normal()) != 0 ? 1 : 0;
            }
        }

        Assert.InRange(alarms, 0, 3);
    }

    [Theory]
    [InlineData(3, 997, 40)]
    [InlineData(300, 700, 400)]
    [InlineData(700, 300, 400)]
    [InlineData(300, 700, 900)]
    [InlineData(5000, 200_000, 90_000)]
    public void Draws_without_replacement_have_the_right_distribution(long marked, long others, long drawn)
    {
        var random = new RandomDraws(11);
        Fits(Enumerable.Range(0, 20_000).Select(_ => random.Hypergeometric(marked, others, drawn)), x => ExactTails.Hypergeometric(x, marked, others, drawn));
    }

    [Theory]
    [InlineData(20, 0.1)]
    [InlineData(20, 0.9)]
    [InlineData(400, 0.3)]
    [InlineData(100_000, 0.02)]
    public void Draws_with_replacement_have_the_right_distribution(long trials, double p)
    {
        var random = new RandomDraws(12);
        Fits(Enumerable.Range(0, 20_000).Select(_ => random.Binomial(trials, p)), x => ExactTails.Binomial(x, trials, p));
    }

    [Fact]
    public void Gamma_draws_have_the_right_distribution()
    {
        var random = new RandomDraws(13);
        foreach (var shape in new[] { 0.5, 1, 7.5 })
        {
            var values = Enumerable.Range(0, 20_000).Select(_ => random.Gamma(shape)).ToList();
            foreach (var at in new[] { shape / 2, shape, shape * 2 })
            {
                Assert.Equal(SpecialFunctions.GammaTail(shape, at), values.Count(v => v > at) / 20_000.0, 0.015);
            }
        }
    }

    // Kolmogorov's distance of 20,000 draws from the exact tail, at its 1 in 10,000 point.
    private static void Fits(IEnumerable<long> draws, Func<long, double> tail)
    {
        var values = draws.Order().ToArray();
        var worst = values.Distinct().Max(x => Math.Abs(tail(x) - (values.Count(v => v >= x) / (double)values.Length)));
        Assert.InRange(worst, 0, 2.23 / Math.Sqrt(values.Length));
    }

    private static int First(Func<double, int> add, string stream)
    {
        var values = KnownAnswers.Stream(stream);
        return Array.FindIndex(values, v => add(v) != 0);
    }
}
