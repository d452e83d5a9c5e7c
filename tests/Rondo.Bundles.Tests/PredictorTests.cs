using Rondo.Onnx;
using Rondo.Onnx.Runtime;

namespace Rondo.Bundles.Tests;

public sealed class PredictorTests
{
    [Fact]
    public void Nulls_of_every_type_pass_the_door()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        Assert.Equal([207.0, -29.5, 5.0], predictor.Predict(Models.DemandRows()).Value.Values);
    }

    [Fact]
    public void A_predictor_gives_what_the_runtime_gives()
    {
        using var predictor = Predictor.Compile(Models.Loan(), Models.LoanSignature).Value;
        using var session = new OnnxSession(Models.Loan());
        var incomes = Enumerable.Range(-50, 101).Select(i => i / 10.0).ToArray();

        var batch = predictor.Predict(new Dictionary<string, Array> { ["income"] = incomes }).Value;
        var direct = session.Run([OnnxTensor.Of(incomes, incomes.Length, 1)]);

        Assert.Equal(direct[0].As<float>().Select(p => (double)p), batch.Values);
        Assert.Equal(direct[1].As<string>(), batch.Labels!);
        Assert.Null(batch.Probabilities);
    }

    [Fact]
    public void Several_classes_have_labels_and_probabilities()
    {
        using var predictor = Predictor.Compile(Models.Species(), Models.SpeciesSignature).Value;
        var batch = predictor.Predict(new Dictionary<string, Array> { ["size"] = new[] { -2.0, 3.0 } }).Value;

        Assert.Equal(["7", "9"], batch.Labels!);
        Assert.All(batch.Probabilities!, p => Assert.Equal(1, p.Sum(), 1e-12));
        Assert.Equal([batch.Probabilities![0][0], batch.Probabilities[1][2]], batch.Values);
    }

    [Fact]
    public void No_rows_give_no_predictions()
    {
        using var predictor = Predictor.Compile(Models.Species(), Models.SpeciesSignature).Value;
        Assert.Equal(0, predictor.Predict(new Dictionary<string, Array> { ["size"] = Array.Empty<double>() }).Value.Count);
    }

    [Fact]
    public void A_row_gives_what_the_batch_gives()
    {
        using var demand = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        using (var row = demand.Rent())
        {
            row.Set(0, -3.5);
            row.Set(1, "雪");
            row.Set(2, 0.0);
            row.Set(3, 2_500_000L);
            Assert.Equal(new RowPrediction(-29.5, null), row.Predict().Value);
        }

        using (var row = demand.Rent())
        {
            row.Set(0, 0.1);
            Assert.Equal(5.0, row.Predict().Value.Value);
        }

        using var species = Predictor.Compile(Models.Species(), Models.SpeciesSignature).Value;
        using var one = species.Rent();
        one.Set(0, 3.0);
        var prediction = one.Predict().Value;
        var batch = species.Predict(new Dictionary<string, Array> { ["size"] = new[] { 3.0 } }).Value;
        Assert.Equal((batch.Values[0], batch.Labels![0]), (prediction.Value, prediction.Label));
        Assert.Equal(batch.Probabilities![0], one.Probabilities.ToArray());
    }

    [Fact]
    public async Task Many_threads_share_a_predictor()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var call = 0; call < 300; call++)
            {
                var temp = random.Next(-10, 30);
                using var row = predictor.Rent();
                row.Set(0, (double)temp);
                row.Set(1, "wet");
                Assert.Equal((10 * temp) + 2, row.Predict().Value.Value);
            }
        })));
    }

    [Fact]
    public void A_row_allocates_next_to_nothing()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        using var row = predictor.Rent();
        Step(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step(1000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 64);

        void Step(int times)
        {
            for (var i = 0; i < times; i++)
            {
                row.Set(0, i % 20.0);
                row.Set(1, "dry");
                row.Predict();
            }
        }
    }

    [Fact]
    public void A_wrong_input_is_named_with_its_field_and_row()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        Refused("input.missing", "'temp'", r => r.Remove("temp"));
        Refused("input.type", "'temp' is a Number and cannot be given as String[]", r => r["temp"] = new[] { "1", "2", "3" });
        Refused("input.type", "'at'", r => r["at"] = new[] { 1.0, 2.0, 3.0 });
        Refused("input.null", "'temp' in row 1 is empty", r => r["temp"] = new[] { 1, double.NaN, 3 });
        Refused("input.infinite", "'temp' in row 2", r => r["temp"] = new[] { 1, 2, double.PositiveInfinity });
        Refused("input.boolean", "'workday' in row 0 is 0.5", r => r["workday"] = new[] { 0.5, 1, 0 });
        Refused("input.length", "'weather' has 1 rows", r => r["weather"] = new[] { "dry" });

        void Refused(string code, string text, Action<Dictionary<string, Array>> change)
        {
            var rows = Models.DemandRows();
            change(rows);
            var failure = Assert.Single(predictor.Predict(rows).Failures);
            Assert.Equal(code, failure.Code);
            Assert.Contains(text, failure.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_that_are_no_fields_are_ignored()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        var rows = Models.DemandRows();
        rows["other"] = new[] { 1.0 };
        Assert.True(predictor.Predict(rows).Ok);
    }

    [Fact]
    public void A_row_at_fault_is_refused_until_it_is_set_right()
    {
        using var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        using var row = predictor.Rent();
        Assert.Equal("input.null", Assert.Single(row.Predict().Failures).Code);
        row.Set(0, 1.0);
        Assert.True(row.Predict().Ok);
        Assert.Throws<ArgumentException>(() => row.Set(0, "one"));
        Assert.Throws<ArgumentException>(() => row.Set(1, 1.0));
    }

    [Fact]
    public void Ranges_and_categories_are_enforced_on_demand()
    {
        var rows = Models.DemandRows();
        rows["temp"] = new[] { 20.0, 46.0, 0 };
        rows["weather"] = new[] { "dry", "", "fog" };
        using var lenient = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        using var strict = Predictor.Compile(Models.Demand(), Models.DemandSignature, new() { EnforceRanges = true }).Value;

        Assert.True(lenient.Predict(rows).Ok);
        Assert.Equal(["input.range", "input.category"], strict.Predict(rows).Failures.Select(f => f.Code), StringComparer.Ordinal);
        Assert.Equal("1", strict.Predict(rows).Failures[0].Arguments["row"]);
    }

    [Fact]
    public void A_graph_that_does_not_keep_the_signature_is_refused()
    {
        var demand = Models.DemandSignature;
        Refused("an input wind", demand with { Inputs = [.. demand.Inputs, new Field("wind", FieldType.Number)] });
        Refused("'at' is no field", demand with { Inputs = [.. demand.Inputs.Take(3)] });
        Refused("temp: Text[?,1]", demand with { Inputs = [new Field("temp", FieldType.Text), .. demand.Inputs.Skip(1)] });
        Refused("an output 'probability'", demand with { Task = Signature.Binary, Classes = ["a", "b"] });

        static void Refused(string text, Signature signature)
        {
            var failure = Assert.Single(Predictor.Compile(Models.Demand(), signature).Failures);
            Assert.Equal("bundle.model", failure.Code);
            Assert.Contains(text, failure.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_label_that_is_no_class_is_a_failure()
    {
        using var predictor = Predictor.Compile(Models.Species(), Models.SpeciesSignature with { Classes = ["1", "2", "3"] }).Value;
        Assert.Contains("'7'", Assert.Single(predictor.Predict(new Dictionary<string, Array> { ["size"] = new[] { -9.0 } }).Failures).Problem, StringComparison.Ordinal);
        using var row = predictor.Rent();
        Assert.False(row.Predict().Ok);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_a_failure() =>
        Assert.Equal("bundle.model", Assert.Single(Predictor.Compile([1, 2, 3], Models.DemandSignature).Failures).Code);

    [Fact]
    public void What_was_disposed_is_refused()
    {
        var predictor = Predictor.Compile(Models.Demand(), Models.DemandSignature).Value;
        var row = predictor.Rent();
        predictor.Dispose();
        row.Dispose();
        row.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(Models.DemandRows()));
        Assert.Throws<ObjectDisposedException>(() => predictor.Rent());
    }

    [Fact]
    public void A_predictor_of_a_bundle_stops_when_told()
    {
        using var predictor = Predictor.Load(Models.Bundle()).Value;
        Assert.Throws<OperationCanceledException>(() => predictor.Predict(Models.DemandRows(), new CancellationToken(true)));
    }
}
