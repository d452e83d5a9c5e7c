using System.Text;
using System.Text.Json.Nodes;
using Rondo.Data.Importing;
using Rondo.Data.Profiling;
using Rondo.Data.Splitting;
using Rondo.Data.Validation;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Tests;

/// <summary>A temporary folder in which single steps run on real files and the real engine.</summary>
internal sealed class Bench : IDisposable
{
    private int _steps;

    public string Folder { get; } = Directory.CreateTempSubdirectory("rondo-data-").FullName;

    public int Threads { get; init; } = 2;

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public Step Import(string source, string with = "{}", string? test = null) =>
        Run(new ImportComponent(), with, test is null ? [("source", source)] : [("source", source), ("test", test)]);

    public Step ImportText(string content, string with = "{}") => Import(Write($"in{_steps}.csv", content), with);

    public Step Profile(string table, string with = "{}") => Run(new ProfileComponent(), with, [("table", table)]);

    public Step Validate(string table, string with = "{}", string? schema = null)
    {
        var json = JsonNode.Parse(with)!.AsObject();
        var forProfile = new JsonObject();
        foreach (var key in new[] { "target", "classes" })
        {
            if (json[key] is { } value)
            {
                forProfile[key] = value.DeepClone();
            }
        }

        var profile = Profile(table, forProfile.ToJsonString())["profile"];
        return Run(new ValidateComponent(), with, schema is null ? [("table", table), ("profile", profile)] : [("table", table), ("profile", profile), ("schema", schema)]);
    }

    public Step Split(string table, string with = "{}", string? test = null) =>
        Run(new SplitComponent(), with, test is null ? [("table", table)] : [("table", table), ("test", test)]);

    public Step Run(IComponent component, string with, IReadOnlyList<(string Port, string Path)> inputs)
    {
        var home = Path.Combine(Folder, $"step{_steps++}");
        var work = Directory.CreateDirectory(Path.Combine(home, "work")).FullName;
        var outputs = component.Outputs.ToDictionary(o => o.Name, o => Path.Combine(home, o.FileName), StringComparer.Ordinal);
        var context = new StepContext
        {
            StepName = component.Name,
            Parameters = JsonNode.Parse(with)!.AsObject(),
            Inputs = inputs.ToDictionary(i => i.Port, i => new StepInput(i.Path, ArtifactKinds.File, default) { DisplayName = Path.GetFileName(i.Path) }, StringComparer.Ordinal),
            Outputs = outputs,
            WorkFolder = work,
            Report = new Silent(),
            Threads = Threads,
            Clock = TimeProvider.System,
        };
        var verdict = component.RunAsync(context, CancellationToken.None).GetAwaiter().GetResult();
        Assert.All(outputs.Values, path => Assert.True(File.Exists(path), path));
        return new(verdict, outputs);
    }

    /// <summary>The failures of a step that cannot be done at all.</summary>
    public static IReadOnlyList<Failure> Refusal(Action act) => Assert.Throws<FailureException>(act).Failures;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class Silent : IStepReporter
    {
        public void Progress(double? share, string text)
        {
        }

        public void Metric(string key, double value, long step = 0)
        {
        }

        public void Log(string line)
        {
        }
    }
}

/// <summary>What a step said and wrote.</summary>
internal sealed record Step(StepVerdict Verdict, IReadOnlyDictionary<string, string> Outputs)
{
    public string this[string port] => Outputs[port];

    /// <summary>Rows of a query over an output: <c>{}</c> stands for the table.</summary>
    public IReadOnlyList<object?[]> Query(string port, string sql)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        using var result = connection.Query(sql.Replace("{}", $"read_parquet({Sql.Literal(Outputs[port])})", StringComparison.Ordinal));
        return [.. result.Rows()];
    }

    public object? Value(string port, string sql) => Query(port, sql)[0][0];

    /// <summary>Column names and engine types.</summary>
    public string Shape(string port = "table")
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        using var result = connection.Query($"SELECT * FROM read_parquet({Sql.Literal(Outputs[port])}) LIMIT 0");
        return string.Join(", ", result.Columns.Select(c => $"{c.Name} {c.Type}"));
    }

    public string Text(string port) => File.ReadAllText(Outputs[port]);

    public IEnumerable<string> Codes => Verdict.Failures.Select(f => f.Code);
}
