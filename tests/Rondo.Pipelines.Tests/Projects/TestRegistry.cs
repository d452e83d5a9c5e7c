using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines.Tests.Projects;

internal sealed record DemoSection(int? Seed, string? Search, IReadOnlyList<string> Names);

internal sealed record TellSection(string? Token, int? Tries);

internal sealed class MonitorSection : ISection
{
    public string Key => "monitor";

    public object Read(SectionReader reader, SectionContext earlier) => new TellSection(reader.Text("token"), reader.Integer("tries"));
}

internal sealed class TrainSection : ISection
{
    public string Key => "train";

    public object Read(SectionReader reader, SectionContext earlier)
    {
        var budget = reader.Map("budget");
        budget?.Integer("trials", 1);
        budget?.Finish();
        return new DemoSection(reader.Integer("seed"), reader.Text("search"), []);
    }
}

internal sealed class SlicesSection : ISection
{
    public string Key => "slices";

    public bool IsMapping => false;

    public object Read(SectionReader reader, SectionContext earlier) => new List<string>(reader.Texts("slices").Select(s => s.Text));
}

internal sealed class TwoDerivedSteps : IDerivedSteps
{
    public IReadOnlyList<StepDefinition> Derive(Project project, IReadOnlyList<StepDefinition> before) =>
        [new("first", new(project.File)) { Uses = "test/first" }, new("second", new(project.File)) { Uses = "test/second", With = new JsonObject { ["after"] = before.Count } }];
}

internal static class Loading
{
    public static StageRegistry Registry() => new StageRegistry().Add(new TrainSection()).Add(new MonitorSection()).Add(new SlicesSection()).Add(new TwoDerivedSteps());

    public static Result<Project> Load(string yaml, params string[] overrides) => Load(System.Text.Encoding.UTF8.GetBytes(yaml), overrides);

    public static Result<Project> Load(byte[] bytes, params string[] overrides)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-load-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "rondo.yaml"), bytes);
            return ProjectLoader.Load(folder, overrides, Registry(), name => name is "TOKEN" ? "s3cret-value" : null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static Failure TheFailureOf(string yaml, params string[] overrides) => Assert.Single(Load(yaml, overrides).Failures);
}
