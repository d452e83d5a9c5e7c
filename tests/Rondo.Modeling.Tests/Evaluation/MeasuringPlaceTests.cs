using Rondo.Bundles;
using Rondo.Modeling.Registry;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Evaluation;

/// <summary>What a requirement may ask is measured: nothing that is accepted stays UNKNOWN for ever.</summary>
public sealed class MeasuringPlaceTests
{
    private const string Colors = "color = 'red'";

    [Theory]
    [InlineData(TaskKind.Regression, "spent")]
    [InlineData(TaskKind.Binary, "bought")]
    [InlineData(TaskKind.Multiclass, "brand")]
    public async Task Every_sentence_that_is_accepted_is_measured_before_a_version_is_used(TaskKind task, string target)
    {
        string[] sentences = [.. MeasureCatalogue.All.Where(m => m.IsFor(task)).SelectMany(m => Sentences(m, task))];
        await using var project = await OpenAsync(task, target, sentences);
        await project.RunAsync(1, "charter.requirements=[rows >= 1]");
        await PromoteModel.RunAsync(project.Workspace, new("shop", "ann"), CancellationToken.None);
        await project.RunAsync(1, "train.xgboost.rounds=5");
        var version = (await ListModels.RunAsync(project.Workspace, "shop", CancellationToken.None))[0];

        var charter = project.Load().Section<Charter>();
        var judged = GateReport.Judge(charter, version.Measurements).Judgements;

        Assert.Equal(2, version.Version);
        Assert.True(judged.Count > 40, $"{judged.Count} sentences");

        // A gap between groups of fewer than thirty rows is measured and has no value.
        Assert.Empty(judged.Where(j => j.Outcome == Outcome.Unknown && !j.Sentence.Contains("it is undefined on these rows", StringComparison.Ordinal)).Select(j => j.Sentence));
    }

    [Fact]
    public async Task Rows_and_missing_values_of_a_part_are_counted()
    {
        await using var project = await OpenAsync(TaskKind.Binary, "bought", ["rows >= 1 on train", "rows >= 1 on test slice(age < 0)", "missing(age) <= 50 % on train slice(color = 'red')", "missing(age) <= 50 % on validation"]);
        await project.RunAsync();
        var measured = (await ListModels.RunAsync(project.Workspace, "shop", CancellationToken.None))[0].Measurements.Where(m => m.Subject is { Role: "data", Split.Length: > 0 }).ToList();

        Assert.Equal(4, measured.Count);
        Assert.InRange(measured.Single(m => m is { Measure: "rows", Subject.Split: "train" }).Value, 260, 300);
        Assert.Equal(0, measured.Single(m => m is { Measure: "rows", Subject: { Split: "test", Slice: "age < 0" } }).Value);
        Assert.Equal(0.1, measured.Single(m => m is { Measure: "missing(age)", Subject: { Split: "train", Slice: Colors } }).Value, 0.06);
        Assert.Equal(0.1, measured.Single(m => m is { Measure: "missing(age)", Subject.Split: "validation" }).Value, 0.1);
    }

    [Theory]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    public void Every_metric_of_production_is_measured_of_labelled_answers_and_no_other(TaskKind task)
    {
        string[] classes = task switch { TaskKind.Regression => [], TaskKind.Binary => ["no", "yes"], _ => ["a", "b", "c", "d"] };
        var signature = new Signature(task.ToString().ToLowerInvariant(), [], classes, "y");
        int[] rows = [.. Enumerable.Range(0, 400)];
        var labelled = new LabelledRows(
            [.. rows.Select(r => r * 60_000_000L)],
            [.. rows.Select(r => classes.Length == 0 ? $"{r % 7}" : classes[r % classes.Length])],
            [.. rows.Select(r => classes.Length == 0 ? (r % 7) + 0.1 : r % 10 / 10.0)],
            [.. rows.Select(r => classes.Length == 0 ? null : classes[r % 3 % classes.Length])]);

        var measured = LiveMetrics.Of(new Charter(task, "y"), signature, labelled).Select(m => m.Measure);

        Assert.Equal(MeasureCatalogue.MetricsOf(task).Where(m => MeasuringPlace.Find(m, "production", task) is not null).Select(m => m.Name).Order(StringComparer.Ordinal), measured.Order(StringComparer.Ordinal));
    }

    // One sentence for each place, with and without a slice, compared with everything that can be.
    private static IEnumerable<string> Sentences(Measure measure, TaskKind task)
    {
        var metric = MeasureCatalogue.MetricsOf(task)[0].Name;
        var name = measure.Arguments switch
        {
            MeasureArguments.Column => $"{measure.Name}(age)",
            MeasureArguments.MetricAndColumn => $"{measure.Name}({metric}, color)",
            MeasureArguments.Number => $"{measure.Name}(10)",
            _ => measure.Name,
        };
        var sign = measure.Better == Better.Higher ? ">=" : "<=";
        foreach (var place in MeasuringPlace.Of(measure, task).Where(p => p.Split is not "production"))
        {
            var bound = (place.Compared, measure.Unit, measure.Name) switch
            {
                ({ Count: > 0 }, _, _) => string.Join(" + ", place.Compared.Select(c => "0.5 * " + c)),
                _ => "0.5",
            };
            foreach (var slice in place.Slices ? (string[])["", $"slice({Colors})"] : [""])
            {
                yield return $"{name} {sign} {bound}{(place.Split.Length + slice.Length == 0 ? "" : $" on {place.Split} {slice}")}";
            }
        }
    }

    private static async Task<TestProject> OpenAsync(TaskKind task, string target, IEnumerable<string> sentences)
    {
        var project = await TestProject.OpenAsync(
            $$"""
            rondo: 1
            project: shop
            charter:
              task: {{task.ToString().ToLowerInvariant()}}
              target: {{target}}
              {{(task switch { TaskKind.Binary => "costs: { false-positive: 1, false-negative: 2 }", TaskKind.Multiclass => "costs: { a: { b: 2 } }", _ => "risk: low" })}}
              requirements:
            {{string.Join('\n', sentences.Select(s => $"    - \"{s}\""))}}
            data: { source: shop.csv, drop: [{{string.Join(", ", ((string[])["spent", "bought", "brand"]).Where(c => c != target))}}] }
            train: { xgboost: { rounds: 8 } }
            """);
        var random = new Rondo.Kernel.SplitMix64(4);
        string[] colors = ["red", "green", "blue"];
        var lines = Enumerable.Range(0, 400).Select(_ =>
        {
            var (age, color, noise) = (18 + random.Below(60), colors[random.Below(3)], random.Below(40));
            var score = age + noise + (color is "red" ? 15 : 0);
            return FormattableString.Invariant($"{(random.Below(10) == 0 ? "" : age)},{color},{score},{(score > 70 ? "yes" : "no")},{"abcd"[Math.Min(3, score / 35)]}");
        });
        await File.WriteAllLinesAsync(Path.Combine(project.Folder, "shop.csv"), lines.Prepend("age,color,spent,bought,brand"));
        return project;
    }
}
