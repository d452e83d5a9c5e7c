using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Cli;

/// <summary>Runs a pipeline and shows it; then the gate of the model it registered. Shared by <c>run</c> and <c>demo</c>.</summary>
internal static class RunPipeline
{
    public static async Task<int> ExecuteAsync(ProjectSession session, RunRequest request, bool json, CancellationToken ct)
    {
        using var view = new RunView(quiet: json || request.ExplainOnly);
        request = request with
        {
            User = ProjectSession.User,
            WorkerCommand = [Environment.ProcessPath!, "worker"],
            Code = request.ExplainOnly ? null : await GitState.ReadAsync(session.Project.Folder, session.Workspace, ct),
        };
        var report = (await PipelineRunner.RunAsync(request, session.Workspace, session.Stages, view.Show, ct)).Value;
        view.Dispose();
        var (version, gate) = request.ExplainOnly ? default : await GateAsync(session, report, ct);
        if (json)
        {
            Terminal.Out.WriteLine(Json(report, version, gate).ToJsonString(JsonText.Indented));
        }
        else
        {
            if (request.ExplainOnly)
            {
                RunView.PrintExplanation(report);
            }

            RunView.PrintEnd(report, request.ExplainOnly);
            if (gate is not null)
            {
                Terminal.Out.WriteLine($"Model: {version}");
                GateView.Print(gate);
            }
        }

        return report.ExitCode == ExitCodes.Done && gate is not null ? gate.ExitCode : report.ExitCode;
    }

    // A run that registered a version, or met it again, answers with the gate of that version.
    private static async Task<(ModelVersion? Version, GateReport? Gate)> GateAsync(ProjectSession session, RunReport report, CancellationToken ct)
    {
        var bundles = report.Steps.SelectMany(s => s.Outputs.Values).Where(o => string.Equals(o.Kind, ArtifactKinds.Bundle, StringComparison.Ordinal)).Select(o => o.Digest).ToHashSet();
        if (report.ExitCode != ExitCodes.Done || bundles.Count == 0)
        {
            return default;
        }

        var versions = await ListModels.RunAsync(session.Workspace, session.Project.Name, ct);
        return versions.FirstOrDefault(v => bundles.Contains(v.Bundle)) is { } version
            ? (version, GateReport.Judge(session.Project.Section<Charter>(), version.Measurements))
            : default;
    }

    private static JsonObject Json(RunReport report, ModelVersion? version, GateReport? gate) => new()
    {
        ["run"] = report.Run.Value,
        ["status"] = report.Status.ToString().ToLowerInvariant(),
        ["seconds"] = report.Seconds,
        ["warnings"] = new JsonArray([.. report.Warnings.Select(w => (JsonNode?)w)]),
        ["steps"] = new JsonArray([.. report.Steps.Select(s => (JsonNode?)new JsonObject
        {
            ["step"] = s.Step,
            ["status"] = s.Status.ToString().ToLowerInvariant(),
            ["reasons"] = new JsonArray([.. s.Reasons.Select(r => (JsonNode?)r)]),
            ["run"] = s.Run?.Value,
            ["outputs"] = new JsonObject(s.Outputs.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value.Digest.Hex))),
            ["failures"] = new JsonArray([.. s.Failures.Select(f => FailureText.Json(f))]),
            ["warnings"] = new JsonArray([.. s.Warnings.Select(w => (JsonNode?)w)]),
            ["log"] = s.LogPath,
        })]),
        ["version"] = version?.ToString(),
        ["gate"] = gate?.ToJson(),
    };
}
