using Rondo.Kernel;

namespace Rondo.Bundles.Tests;

public sealed class ReplayTests
{
    [Fact]
    public void A_bundle_that_still_gives_its_answers_loads()
    {
        using var predictor = Predictor.Load(Models.Bundle()).Value;
        Assert.Equal(3, predictor.Predict(Models.DemandRows()).Value.Count);
    }

    [Fact]
    public void A_bundle_that_gives_other_answers_is_not_loaded()
    {
        var bundle = Bundle.Compose(Models.Contents() with { Model = Models.Demand(10.01) }).Value;

        var failure = Assert.Single(Predictor.Load(bundle).Failures);

        Assert.Equal(("bundle.replay", FailureKind.No), (failure.Code, failure.Kind));
        Assert.Contains("sample 0, prediction: expected 207, got 207.2", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_within_the_tolerance_is_none()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        var replay = Replay.Record(predictor, Models.DemandRows()).Value;

        Assert.Null(Off(replay, 0.9e-5).Verify(predictor));
        Assert.NotNull(Off(replay, 1.1e-5).Verify(predictor));

        static Replay Off(Replay replay, double relative) =>
            replay with { Expected = replay.Expected with { Values = [replay.Expected.Values[0] * (1 + relative), .. replay.Expected.Values[1..]] } };
    }

    [Fact]
    public void A_number_that_became_none_is_noticed()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        var replay = Replay.Record(predictor, Models.DemandRows()).Value;
        foreach (var odd in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var changed = replay with { Expected = replay.Expected with { Values = [207, odd, 5] } };
            Assert.Equal("1", changed.Verify(predictor)?.Arguments["row"]);
        }
    }

    [Fact]
    public void Labels_and_probabilities_are_compared_too()
    {
        using var predictor = Predictor.Compile(Models.Species(), Models.SpeciesSignature).Value;
        var replay = Replay.Record(predictor, new Dictionary<string, Array> { ["size"] = new[] { -2.0, 3.0 } }).Value;
        var expected = replay.Expected;

        Assert.Null(replay.Verify(predictor));
        Assert.Equal("label", (replay with { Expected = expected with { Labels = ["7", "8"] } }).Verify(predictor)?.Arguments["output"]);
        var probabilities = new[] { expected.Probabilities![0], [0.5, expected.Probabilities[1][1], expected.Probabilities[1][2]] };
        Assert.Equal(
            "probability of '7'", (replay with { Expected = expected with { Probabilities = probabilities } }).Verify(predictor)?.Arguments["output"]);
    }

    [Fact]
    public void Rows_that_cannot_be_computed_are_not_recorded()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        Assert.Equal(4, Replay.Record(predictor, new Dictionary<string, Array>()).Failures.Count);
    }
}
