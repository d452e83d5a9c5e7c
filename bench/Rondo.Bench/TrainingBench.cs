using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.DuckDb;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.XGBoost;

namespace Rondo.Bench;

/// <summary>
/// The train step beside XGBoost called directly: the same rows, rounds, depth, learning rate and threads; training alone is compared (from
/// the numbers in memory to the last round, the library's own tables of them included), reading and export are shown apart. Both measure
/// both parts each round, as learning curves and early stopping need. Processor seconds are of the whole process.
/// </summary>
internal static class TrainingBench
{
    private const int Rounds = 100;
    private const int Runs = 3;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rondo-bench-").FullName;
        try
        {
            var train = Path.Combine(folder, "train.parquet");
            var validation = Path.Combine(folder, "validation.parquet");
            Tables.Learnable(100_000, 1, train);
            Tables.Learnable(25_000, 2, validation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# Training 100,000 x 30, {Rounds} trees of depth 6, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores"));
            Console.WriteLine();
            Console.WriteLine("| metric, run | XGBoost directly: CPU s (wall) | Rondo, training: CPU s (wall) | ratio of CPU | reading and encoding: CPU s (wall) | export and verification: CPU s (wall) |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var metric in new[] { "logloss", "auc" })
            {
                for (var run = 1; run <= Runs; run++)
                {
                    var direct = Direct(train, validation, metric);
                    var (reading, training, export) = await StepAsync(folder, metric, run, train, validation);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {metric}, {run} | {direct} | {training} | {training.Processor / direct.Processor:0.00} | {reading} | {export} |"));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Cost Direct(string trainPath, string validationPath, string metric)
    {
        var (values, labels) = Read(trainPath);
        var (heldOut, truth) = Read(validationPath);
        Feature[] features = [.. Enumerable.Range(0, 30).Select(i => new Feature($"x{i}"))];
        var threads = Environment.ProcessorCount;
        var begin = Cost.Now();
        using var train = new TrainingMatrix(values, labels.Length, features, threads);
        train.SetLabels(labels);
        using var validation = new TrainingMatrix(heldOut, truth.Length, features, threads);
        validation.SetLabels(truth);
        using var booster = new Booster(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["objective"] = "binary:logistic",
                ["tree_method"] = "hist",
                ["max_depth"] = "6",
                ["eta"] = "0.1",
                ["eval_metric"] = metric,
                ["seed"] = "1",
                ["nthread"] = threads.ToString(CultureInfo.InvariantCulture),
            },
            train);
        for (var round = 0; round < Rounds; round++)
        {
            booster.Update(round, train);
            booster.Evaluate(round, [("train", train), ("validation", validation)]);
        }

        return Cost.Now() - begin;
    }

    private static (float[] Values, float[] Labels) Read(string path)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        using var result = connection.Query($"SELECT * FROM read_parquet({Sql.Literal(path)})");
        var values = new List<float>();
        var labels = new List<float>();
        while (result.NextChunk(out var chunk))
        {
            var columns = Enumerable.Range(0, 30).Select(c => chunk!.Values<double>(c).ToArray()).ToArray();
            for (var row = 0; row < chunk!.RowCount; row++)
            {
                foreach (var column in columns)
                {
                    values.Add((float)column[row]);
                }

                labels.Add(chunk.Utf8(30, row).SequenceEqual("yes"u8) ? 1 : 0);
            }
        }

        return ([.. values], [.. labels]);
    }

    private static async Task<(Cost Reading, Cost Training, Cost Export)> StepAsync(string folder, string metric, int run, string train, string validation)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{metric}{run}"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "rondo.yaml"), string.Create(CultureInfo.InvariantCulture, $$"""
            rondo: 1
            project: bench
            charter: { task: binary, target: y, positive: "yes" }
            data: { source: unused.csv }
            train: { metric: {{metric}}, xgboost: { rounds: {{Rounds}}, patience: {{Rounds}} } }
            """));
        var stages = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling();
        var project = ProjectLoader.Load(home, [], stages).Value;
        var component = stages.Components["modeling/train"];
        var schema = Path.Combine(home, "schema.yaml");
        var columns = Enumerable.Range(0, 30).Select(k => new ColumnSchema(string.Create(CultureInfo.InvariantCulture, $"x{k}"), ColumnType.Number, ColumnRole.Feature))
            .Append(new ColumnSchema("y", ColumnType.Text, ColumnRole.Target) { Category = true });
        await File.WriteAllTextAsync(schema, SchemaFile.Write(new([.. columns]), roles: true));
        var watch = new Watch();
        await component.RunAsync(
            new StepContext
            {
                StepName = "train",
                Parameters = component.ParametersFor(project, new JsonObject()).Value,
                Inputs = new Dictionary<string, StepInput>(StringComparer.Ordinal) { ["train"] = new(train, "table", default), ["validation"] = new(validation, "table", default), ["schema"] = new(schema, "schema", default) },
                Outputs = component.Outputs.ToDictionary(o => o.Name, o => Path.Combine(home, "out-" + o.FileName), StringComparer.Ordinal),
                WorkFolder = home,
                Report = watch,
                Threads = Environment.ProcessorCount,
                Clock = TimeProvider.System,
            },
            CancellationToken.None);
        var end = Cost.Now();
        return (watch.Begun - watch.Created, watch.Learned - watch.Begun, end - watch.Learned);
    }

    /// <summary>What was used up to a moment, or between two.</summary>
    private sealed record Cost(double Processor, double Wall)
    {
        public static Cost Now() => new(Environment.CpuUsage.TotalTime.TotalSeconds, Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

        public static Cost operator -(Cost end, Cost begin) => new(end.Processor - begin.Processor, end.Wall - begin.Wall);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Processor:0.00} ({Wall:0.00})");
    }

    // Boosting begins by saying how many rows and features it has; the progress of a round comes at its end.
    private sealed class Watch : IStepReporter
    {
        public Cost Created { get; } = Cost.Now();

        public Cost Begun { get; private set; } = Cost.Now();

        public Cost Learned { get; private set; } = Cost.Now();

        public void Progress(double? share, string text)
        {
            if (text.EndsWith(" features", StringComparison.Ordinal))
            {
                Begun = Cost.Now();
            }
            else if (text.StartsWith("round ", StringComparison.Ordinal))
            {
                Learned = Cost.Now();
            }
        }

        public void Metric(string key, double value, long step = 0)
        {
        }

        public void Log(string line)
        {
        }
    }
}
