using FsCheck;
using FsCheck.Fluent;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Training;

/// <summary>The one property the house stands on: the graph answers what training answers, whatever the table holds.</summary>
public sealed class GraphEqualityTests
{
    private static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 0, -0.0, double.Epsilon, 16777217, 0.1];

    [Fact]
    public void Any_table_gives_a_graph_that_agrees_with_training_on_rows_it_was_and_was_not_trained_on() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => Agrees(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Training_gives_the_same_bytes_again_and_on_two_threads()
    {
        var data = new TrainingData(Schema(), Rows(5, 400, false), Rows(6, 100, false));
        var options = new TrainOptions(TaskKind.Regression, "y") { Metric = "mae", XGBoost = new() { Subsample = 0.7, Columns = 0.7 } };
        var once = Digests(data, options, 1);

        Assert.Equal(once, Digests(data, options, 1));
        Assert.Equal(once, Digests(data, options, 2));
        Assert.NotEqual(once, Digests(data, options with { Seed = 2 }, 1));
    }

    [Fact]
    public void Each_candidate_tells_its_rounds_under_its_own_name_in_the_unit_of_the_target()
    {
        var quiet = new Quiet();
        var options = new TrainOptions(TaskKind.Regression, "y") { Metric = "mae", Search = "auto" };
        var (model, document) = new Trainer(new(Schema(), Rows(5, 400, false), Rows(6, 100, false)), options, 1, quiet).Run(CancellationToken.None);
        model.Dispose();

        var curves = quiet.Metrics.GroupBy(m => m.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(document.Candidates.Select(c => "validation.mae/" + c.Name.Replace(",", "", StringComparison.Ordinal)), curves.Select(c => c.Key));
        Assert.All(curves, c => Assert.Equal(c.Select(m => m.Step).Distinct().Count(), c.Count()));
        Assert.All(curves.Zip(document.Candidates), c => Assert.Equal(c.Second.Value, c.First.First(m => m.Step == c.Second.Rounds - 1).Value, 1e-3 * c.Second.Value));
    }

    private static bool Agrees(int seed)
    {
        var random = new SplitMix64((ulong)seed);
        var (task, target) = random.Below(3) switch { 0 => (TaskKind.Regression, "y"), 1 => (TaskKind.Binary, "b"), _ => (TaskKind.Multiclass, "c") };
        var data = new TrainingData(Schema(target), Rows(seed, 20 + random.Below(200), false), Rows(seed + 1, 5 + random.Below(40), false));
        var options = new TrainOptions(task, target) { Metric = TrainSection.MetricsOf(task)[0], Positive = task == TaskKind.Binary ? "yes" : null, XGBoost = new() { Rounds = 30, Patience = 5, Depth = 4 } };
        var (model, _) = new Trainer(data, options, 1, new Quiet()).Run(CancellationToken.None);
        using (model)
        {
            var verification = GraphVerification.Run(model, [data.Train, data.Validation, Rows(seed + 2, 100, true)], data.Features, 1, CancellationToken.None);
            return verification.LargestError <= 1e-5 && verification.Rows > 100;
        }
    }

    private static (Digest Graph, Digest Document) Digests(TrainingData data, TrainOptions options, int threads)
    {
        var (model, document) = new Trainer(data, options, threads, new Quiet()).Run(CancellationToken.None);
        using (model)
        {
            return (Digest.Of(model.Graph), Digest.Of(document.ToJson()));
        }
    }

    private static TableSchema Schema(string target = "y") => new(
    [
        new("number", ColumnType.Number, ColumnRole.Feature),
        new("level", ColumnType.Number, ColumnRole.Feature) { Category = true },
        new("flag", ColumnType.Boolean, ColumnRole.Feature),
        new("few 名", ColumnType.Text, ColumnRole.Feature) { Category = true },
        new("many", ColumnType.Text, ColumnRole.Feature) { Category = true },
        new("#when", ColumnType.Timestamp, ColumnRole.Feature),
        new("constant", ColumnType.Number, ColumnRole.Feature),
        new("empty", ColumnType.Number, ColumnRole.Feature),
        new(target, target is "y" ? ColumnType.Number : ColumnType.Text, ColumnRole.Target),
    ]);

    private static Frame Rows(int seed, int rows, bool strange)
    {
        var random = new SplitMix64((ulong)seed * 77);
        var number = Make(() => random.Below(8) == 0 ? Odd[random.Below(Odd.Length)] : (random.Below(2000) - 1000) / 7.0);
        var level = Make(() => random.Below(10) == 0 ? double.NaN : random.Below(strange ? 9 : 5) / 2.0);
        var few = Make(() => random.Below(9) == 0 ? "" : $"value {random.Below(strange ? 9 : 4)} ünïcødé 雪");
        var many = Make(() => $"k{random.Below(strange ? 200 : Math.Max(26, rows / 4))}");
        var when = Make(() => random.Below(9) == 0 ? long.MinValue : (random.Below(60_000) - 30_000L) * Calendar.MicrosecondsPerDay + (random.Below(24) * Calendar.MicrosecondsPerHour));
        var signal = Enumerable.Range(0, rows).Select(i => Bounded(number[i]) + (few[i].Length * 2) + OrZero(level[i]) + random.Below(10)).ToArray();
        return new(rows,
        [
            new("number", ColumnType.Number) { Numbers = number },
            new("level", ColumnType.Number) { Numbers = level },
            new("flag", ColumnType.Boolean) { Numbers = Make(() => random.Below(3) - 1.0 is var v && v < 0 ? double.NaN : v) },
            new("few 名", ColumnType.Text) { Texts = few },
            new("many", ColumnType.Text) { Texts = many },
            new("#when", ColumnType.Timestamp) { Times = when },
            new("constant", ColumnType.Number) { Numbers = Make(() => 7.0) },
            new("empty", ColumnType.Number) { Numbers = Make(() => double.NaN) },
            new("y", ColumnType.Number) { Numbers = signal },
            new("b", ColumnType.Text) { Texts = [.. signal.Select(YesOrNo)] },
            new("c", ColumnType.Text) { Texts = [.. signal.Select(OneOfThree)] },
        ]);

        T[] Make<T>(Func<T> one) => [.. Enumerable.Range(0, rows).Select(_ => one())];
    }

    private static double Bounded(double number) => double.IsFinite(number) ? Math.Clamp(number, -50, 50) : 3;

    private static double OrZero(double level) => double.IsNaN(level) ? 0 : level * 5;

    // every class occurs at least once
    private static string YesOrNo(double signal, int row) => row switch { 0 => "yes", 1 => "no", _ => signal > 30 ? "yes" : "no" };

    private static string OneOfThree(double signal, int row) => $"class {(row < 3 ? row : (int)Math.Abs(signal) % 3)}";
}
