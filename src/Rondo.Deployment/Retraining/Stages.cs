using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Data.Datasets;
using Rondo.Deployment.Capture;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>The work of the stages, without their order.</summary>
internal sealed class Stages(LoopContext context)
{
    /// <summary>The code of a training that was stopped and goes on the next time.</summary>
    public const string Stopped = "retrain.stopped";

    private const int MostFiles = 200;

    private Workspace Workspace => context.Workspace;

    public Charter CharterOf(string project) => Load(project, []).Section<Charter>();

    public async Task<(Bundle Bundle, ModelVersion Version)> BundleAsync(string model, CancellationToken ct)
    {
        var version = (await ShowModel.RunAsync(Workspace, model, ct)).Value.Version;
        return ((await StoredBundle.OpenAsync(Workspace, version, ct)).Value, version);
    }

    /// <summary>Stores the gathered rows as a version of the data set <c>ENDPOINT.traffic</c>, with a run that says which captures it was made of, and moves on: all or nothing.</summary>
    public async Task<RetrainingRecord> KeepTrafficAsync(RetrainingRecord row, Gathered found, Func<DbTransaction, RetrainingRecord, CancellationToken, Task> move, CancellationToken ct)
    {
        var staged = await Workspace.Artifacts.StageAsync(found.Path, StageMode.Copy, ct);
        var run = RunId.New(Workspace.Clock);
        var name = row.Endpoint + ".traffic";
        await Workspace.WriteAsync(
            async (transaction, token) =>
            {
                var now = Workspace.Clock.GetUtcNow();
                await Workspace.Artifacts.PublishAsync(transaction, [staged], token);
                await Workspace.Runs.BeginAsync(transaction, [Start(row, found, run, now)], token);
                await Workspace.Lineage.RecordAsync(transaction, run, [.. found.Files.Select(f => new RunArtifact("in", "capture-" + f.Number.ToString(CultureInfo.InvariantCulture), ArtifactKinds.File, f.Digest)), new("out", "table", ArtifactKinds.Table, staged.Digest)], token);
                await Workspace.Runs.EndAsync(transaction, new(run, RunStatus.Succeeded, now), token);
                var number = await AddDatasetVersion.RunAsync(transaction, new(name, row.Project, staged.Digest, run, now, row.RequestedBy), token);
                var evidence = (JsonObject)row.Evidence.DeepClone();
                evidence["traffic"] = new JsonObject
                {
                    ["dataset"] = string.Create(CultureInfo.InvariantCulture, $"{name}@{number}"),
                    ["digest"] = staged.Digest.Hex,
                    ["labels"] = found.Rows,
                    ["newest"] = found.Test,
                    ["trainedUntil"] = Time(found.TrainedUntil),
                    ["from"] = Time(found.From),
                    ["until"] = Time(found.Until),
                    ["feedback"] = found.Sequence,
                    ["notes"] = Notes(found.Notes),
                };
                await move(transaction, row with { State = RetrainingState.Training, Evidence = evidence }, token);
            },
            ct);
        return (await new RetrainingStore(Workspace).FindAsync(row.Id, ct))!;
    }

    /// <summary>Runs the project's pipeline on the source and the traffic; what an interrupted run had finished comes from the cache.</summary>
    public async Task<Result<(ModelVersion Version, JsonObject Evidence)>> TrainAsync(RetrainingRecord row, RetrainSettings settings, CancellationToken ct)
    {
        var traffic = (string)row.Evidence["traffic"]!["dataset"]!;
        string[] overrides = settings.Window is { } window
            ? ["data.traffic=" + traffic, string.Create(CultureInfo.InvariantCulture, $"data.window={window.TotalSeconds}s")]
            : ["data.traffic=" + traffic];
        var project = Load(row.Project, overrides);
        var request = new RunRequest(project)
        {
            User = row.RequestedBy,
            // the version that answers, which after a rollback is not the one that the alias names
            Meant = new Dictionary<string, string>(StringComparer.Ordinal) { [$"{ModelReference.Scheme}:{row.Model}@{ModelReference.Champion}"] = string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{row.Champion}") },
            WorkerCommand = context.WorkerCommand,
            Code = context.CodeAsync is { } code ? await code(project.Folder, ct) : null,
        };
        var run = await PipelineRunner.RunAsync(request, Workspace, context.Stages, _ => { }, ct);
        if (!run.Ok)
        {
            return run.Failures.ToList();
        }

        var report = run.Value;
        if (report.Status is RunStatus.Cancelled)
        {
            return new Failure(Stopped, "The training was stopped.", "It goes on by itself.");
        }

        if (report.Steps.FirstOrDefault(s => s.Failures.Count > 0) is { } failed)
        {
            return failed.Failures[0] with { Problem = $"The step '{failed.Step}' failed: {failed.Failures[0].Problem}" };
        }

        return await MadeAsync(row, report, traffic, ct);
    }

    private async Task<Result<(ModelVersion Version, JsonObject Evidence)>> MadeAsync(RetrainingRecord row, RunReport report, string traffic, CancellationToken ct)
    {
        if (report.Steps.SelectMany(s => s.Outputs.Values.Select(o => (Step: s, Output: o))).FirstOrDefault(o => o.Output.Kind is ArtifactKinds.Bundle) is not { Output: { } bundle } made
            || (await ListModels.RunAsync(Workspace, row.Model, ct)).FirstOrDefault(v => v.Bundle == bundle.Digest) is not { } version)
        {
            return new Failure("retrain.no-model", $"The pipeline of {row.Project} ended well and registered no version of {row.Model}.", "End it with a step that uses modeling/register.");
        }

        return (version, new JsonObject
        {
            ["run"] = report.Run.Value,
            ["seconds"] = report.Seconds,
            ["traffic"] = traffic,
            ["version"] = version.ToString(),
            ["evaluation"] = made.Step.Outputs.Values.FirstOrDefault(o => o.Kind is ArtifactKinds.Evaluation)?.Digest.Hex,
            ["notes"] = Notes(report.Steps.Where(s => s.Outputs.ContainsKey("test")).SelectMany(s => s.Warnings)),
            ["cached"] = new JsonArray([.. report.Steps.Where(s => s.Status is StepStatus.Cached).Select(s => (JsonNode)s.Step)]),
        });
    }

    /// <summary>What evaluation found on the test part.</summary>
    public async Task<JsonNode> EvaluationAsync(RetrainingRecord row, CancellationToken ct) =>
        Digest.TryParse((string?)row.Evidence["training"]!["evaluation"], out var digest)
            ? JsonNode.Parse(await File.ReadAllTextAsync(await Workspace.Artifacts.LocalPathAsync(digest, ct), ct))!
            : new JsonObject();

    /// <summary>Lets both versions answer the newest captures.</summary>
    public async Task<JsonObject> ReplayAsync(RetrainingRecord row, CancellationToken ct)
    {
        var (champion, _) = await BundleAsync(string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{row.Champion}"), ct);
        var (challenger, _) = await BundleAsync(string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{row.Challenger}"), ct);
        var files = (await new CaptureStore(Workspace).NewestAsync(row.Endpoint, long.MaxValue, MostFiles, 0, ct)).Where(f => f.IsThere);
        var slices = Load(row.Project, []).Section<SliceSettings>().Items.Select(i => i.Text).ToList();
        return await Task.Run(() => new TrafficReplay(champion, challenger, Workspace.Clock).Run([.. files.Select(f => f.Path)], slices, ct), ct);
    }

    private Project Load(string project, IReadOnlyList<string> overrides) =>
        (context.Load(project, overrides) ?? throw new FailureException(new Failure("retrain.no-project", $"This program does not have the project '{project}'.", "Start it in the project's folder: rondo up."))).Value;

    private RunStart Start(RetrainingRecord row, Gathered found, RunId run, DateTimeOffset now)
    {
        var captures = new CaptureStore(Workspace).Folder;
        var tags = found.Files.ToDictionary(f => StepTags.Input + "capture-" + f.Number.ToString(CultureInfo.InvariantCulture), f => "capture:" + Path.GetRelativePath(captures, f.Path), StringComparer.Ordinal);
        tags[StepTags.Component] = "deployment/label-traffic";
        tags[StepTags.Version] = "1";
        return new(run, row.Project, "step", "traffic", null, row.RequestedBy, now)
        {
            Tags = tags,
            Parameters = new() { ["endpoint"] = row.Endpoint, ["retraining"] = row.Id, ["feedback"] = found.Sequence, ["rows"] = found.Rows },
        };
    }

    private static JsonArray Notes(IEnumerable<string> sentences) => new([.. sentences.Select(s => (JsonNode)s)]);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
