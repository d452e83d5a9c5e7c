using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Profiling;

/// <summary><c>data/profile</c>: statistics of a table, for people and for later comparison.</summary>
internal sealed class ProfileComponent : IComponent
{
    public string Name => "data/profile";

    public int Version => 3;

    public IReadOnlyList<string> Engines => TableEngine.Engines;

    public IReadOnlyList<Port> Inputs { get; } = [new("table", ArtifactKinds.Table)];

    public IReadOnlyList<Port> Outputs { get; } = [new("profile", ArtifactKinds.Profile, "profile.json"), new("report", ArtifactKinds.Report, "profile.html")];

    public bool RunsInChild => false;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with)
    {
        var parameters = new JsonObject();
        if (project.Sections.Values.OfType<Charter>().FirstOrDefault() is { } charter)
        {
            parameters.Put("target", charter.Target);
            parameters["classes"] = charter.Task != TaskKind.Regression;
        }

        return StepParameters.Merge(parameters, with, ["target", "classes"], Name);
    }

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.Run(() => Run(context, ct), ct);

    private static StepVerdict Run(StepContext context, CancellationToken ct)
    {
        // One thread a query, several columns at a time: sums are in order and numbers do not depend on the threads.
        using var engine = new TableEngine(context.WorkFolder, 1);
        var profile = new Profiler(engine, context.Inputs["table"].Path, context.Report.Progress)
            .Run(context.Parameters.Text("target"), (bool?)context.Parameters["classes"] ?? false, context.Threads, ct);
        File.WriteAllText(context.Outputs["profile"], profile.ToJson());
        File.WriteAllText(context.Outputs["report"], ProfilePage.Write(profile));
        return new([], [.. profile.Alerts.Where(a => a.Code is "empty" or "placeholder").Select(a => $"{a.Column}: {a.Text}")]);
    }
}
