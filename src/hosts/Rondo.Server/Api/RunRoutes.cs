using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Runs: what was done, is being done, and how to begin and stop it.</summary>
internal static class RunRoutes
{
    private const int MostCompared = 20;

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("runs");
        runs.MapGet("", ListAsync).WithName("listRuns").WithSummary("Runs, newest first.").WithProblems(400);
        runs.MapGet("/compare", CompareAsync).WithName("compareRuns").WithSummary("Runs side by side: parameters, metrics, contents.").WithProblems(400, 404);
        runs.MapGet("/{id}", FindAsync).WithName("getRun").WithSummary("One run with its steps and why each ran.").WithProblems(400, 404);
        runs.MapGet("/{id}/metrics", MetricsAsync).WithName("listRunMetrics").WithSummary("All values of a run's metrics; of a pipeline run, those of its steps.").WithProblems(400, 404);
        runs.MapGet("/{id}/log", LogAsync).WithName("getRunLog").WithSummary("The log of a step, piece by piece.").WithProblems(400, 404);
        runs.MapGet("/{id}/events", EventsAsync).WithName("listRunEvents").WithSummary("What happened in a pipeline run, in order.").WithProblems(400, 404);
        runs.MapPost("/{id}/cancel", CancelAsync).WithName("cancelRun").WithSummary("Stop a run that this server began.").WithProblems(404, 409);
        routes.MapPost("/projects/{project}/runs", StartAsync).WithTags("runs").WithName("startRun").WithSummary("Run the pipeline; what did not change is not done again. Overrides set values, never what is executed.").WithProblems(400, 403, 404, 409, 422);
    }

    private static async Task<Ok<Page<RunSummary>>> ListAsync(
        Workspace workspace,
        [Description("Only of this project.")] string? project,
        [Description("pipeline, step or manual.")] string? kind,
        [Description("running, succeeded, failed or cancelled.")] RunStatus? status,
        [Description("Only steps of this pipeline run.")] string? parent,
        [Description("Part of a name, a user or an id's beginning.")] string? q,
        string? cursor,
        int? limit,
        CancellationToken ct)
    {
        var count = RequestLimits.Items(limit);
        var filter = new RunFilter(project, kind, parent is null ? null : Id(parent), status) { Text = q };
        var found = await workspace.Runs.ListAsync(filter, count + 1, cursor is null ? null : Id(cursor), ct);
        return TypedResults.Ok(Page<RunSummary>.Of([.. found.Select(RunSummary.Of)], count, r => r.Id));
    }

    private static async Task<Ok<RunView>> FindAsync(string id, Workspace workspace, RunningRuns running, CancellationToken ct)
    {
        var run = await RunReading.DemandAsync(workspace, id, ct);
        return TypedResults.Ok(await RunReading.WholeAsync(workspace, run, running, ct));
    }

    private static async Task<Ok<Page<MetricView>>> MetricsAsync(string id, Workspace workspace, [Description("Only this metric.")] string? key, CancellationToken ct)
    {
        var run = await RunReading.DemandAsync(workspace, id, ct);
        var values = await RunReading.MetricsAsync(workspace, run, ct);
        return TypedResults.Ok(Page<MetricView>.Of(values.Where(v => key is null || string.Equals(v.Key, key, StringComparison.Ordinal))));
    }

    private static async Task<Ok<LogView>> LogAsync(
        string id,
        Workspace workspace,
        [Description("Of a pipeline run: which step's log.")] string? step,
        [Description("Byte offset: what `next` said.")] long? after,
        CancellationToken ct) => TypedResults.Ok(await RunLogs.ReadAsync(workspace, await RunReading.DemandAsync(workspace, id, ct), step, after ?? 0, ct));

    private static async Task<Ok<Page<RunEventView>>> EventsAsync(string id, Workspace workspace, [Description("The number of the last event known.")] long? after, int? limit, CancellationToken ct)
    {
        var run = await RunReading.DemandAsync(workspace, id, ct);
        var count = RequestLimits.Items(limit ?? RequestLimits.MostItems);
        var events = await RunEvents.AfterAsync(workspace, run.Start.Id, after ?? 0, count + 1, ct);
        return TypedResults.Ok(Page<RunEventView>.Of([.. events.Select(RunEventView.Of)], count, e => e.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<RunComparison>> CompareAsync([Description("A run each.")][FromQuery] string[] id, Workspace workspace, CancellationToken ct)
    {
        if (id.Length is < 2 or > MostCompared)
        {
            throw new FailureException(new Failure("request.compare", $"{id.Length} runs were named.", $"Choose 2 to {MostCompared} runs in the list of runs; an address names them as ?id=…&id=…"));
        }

        var runs = new List<RunRecord>();
        foreach (var one in id)
        {
            runs.Add(await RunReading.DemandAsync(workspace, one, ct));
        }

        return TypedResults.Ok(await RunComparing.RunAsync(workspace, runs, ct));
    }

    private static async Task<Accepted<StartedRun>> StartAsync(string project, StartRun body, Caller caller, ProjectCatalogue projects, RunningRuns running, Workspace workspace, CancellationToken ct)
    {
        var found = projects.Find(project, body.Overrides).Value;
        var id = (await running.StartAsync(new RunRequest(found) { Steps = body.Steps, From = body.From, Force = body.Force, User = caller.Name }, ct)).Value;
        var asked = new JsonObject { ["run"] = id.Value, ["overrides"] = Texts(body.Overrides), ["steps"] = Texts(body.Steps), ["from"] = body.From, ["force"] = body.Force };
        await workspace.WriteAsync((transaction, token) => workspace.Audit.AppendAsync(transaction, new(caller.Name, "run.ask", "project:" + found.Name, asked), token), CancellationToken.None);
        return TypedResults.Accepted($"/api/v1/runs/{id}", new StartedRun(id.Value));
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static async Task<Accepted> CancelAsync(string id, Workspace workspace, RunningRuns running, CancellationToken ct)
    {
        var run = await RunReading.DemandAsync(workspace, id, ct);
        if (run.Status is not RunStatus.Running)
        {
            throw new FailureException(new Failure("run.ended", "The run has ended already.", "Nothing is to be stopped.") { Kind = FailureKind.No });
        }

        if (!await running.CancelAsync(run.Start.Id))
        {
            throw new FailureException(new Failure("run.elsewhere", "Another process does this run.", "Stop it where it was started.") { Kind = FailureKind.No });
        }

        return TypedResults.Accepted($"/api/v1/runs/{run.Start.Id}");
    }

    private static RunId Id(string text) => text.Length <= 32 && text.All(char.IsAsciiHexDigit)
        ? new(text.ToLowerInvariant())
        : throw new FailureException(new Failure("request.cursor", "That is no run's id.", "Use the ids and cursors that the lists give."));
}
