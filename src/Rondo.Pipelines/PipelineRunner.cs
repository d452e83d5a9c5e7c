using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Pipelines.Scheduling;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>Runs pipelines.</summary>
public static class PipelineRunner
{
    /// <summary>The tag of a pipeline run that names the bundle it made or met again, by its digest.</summary>
    public const string BundleTag = "bundle";

    /// <summary>
    /// Lints, plans and runs. What is cached by content is not run again; steps that do not depend on each other run side by side; a
    /// step that fails stops those that need it and no others. Outputs of a step appear whole or not at all.
    /// </summary>
    /// <param name="request">What to run.</param>
    /// <param name="workspace">Where the cache, the runs and the artifacts are.</param>
    /// <param name="registry">The stages.</param>
    /// <param name="observer">Told each event as it happens, one at a time and in order; must be quick.</param>
    /// <param name="ct">Cancelling kills the children and records what had not ended as cancelled; the report is still given.</param>
    /// <returns>A report, or the failures for which nothing was started.</returns>
    public static async Task<Result<RunReport>> RunAsync(RunRequest request, Workspace workspace, StageRegistry registry, Action<PipelineEvent> observer, CancellationToken ct)
    {
        var result = await StartAsync(request, workspace, registry, observer, ct);
        return result.Ok ? result : request.Project.Secrets.Hide(result.Failures).ToList();
    }

    private static async Task<Result<RunReport>> StartAsync(RunRequest request, Workspace workspace, StageRegistry registry, Action<PipelineEvent> observer, CancellationToken ct)
    {
        var started = workspace.Clock.GetTimestamp();
        var lint = PipelineLint.Check(request.Project, registry);
        if (lint.Graph is not { } graph)
        {
            return lint.Failures.ToList();
        }

        var selected = Selection.Of(graph, request);
        if (!selected.Ok)
        {
            return selected.Failures.ToList();
        }

        var cache = new CacheStore(workspace);
        var salt = request.Project.Secrets.Any ? await cache.SaltAsync(ct) : "";
        var run = RunId.New(workspace.Clock);
        using var externals = new Externals(request, workspace, registry);
        await using var events = new EventLog(workspace, run, request.ExplainOnly ? _ => { } : observer);
        var context = new RunContext(request, workspace, registry, run, cache, new(request.Project, salt, registry.TableForms), externals, events);
        try
        {
            if (!request.ExplainOnly && await StoredTables.ChecksAsync(request.Project, graph, registry, externals, workspace, ct) is { Count: > 0 } failures)
            {
                return failures.ToList();
            }

            return await PipelineRun.RunAsync(context, selected.Value, lint.Warnings, started, ct);
        }
        catch (FailureException e)
        {
            return e.Failures.ToList();
        }
    }
}
