using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Modeling;
using Rondo.Pipelines;

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
        if (json)
        {
            Terminal.Out.WriteLine(Json(report).ToJsonString(JsonText.Indented));
        }
        else
        {
            if (request.ExplainOnly)
            {
                RunView.PrintExplanation(report);
            }

            RunView.PrintEnd(report, request.ExplainOnly);
        }

        return report.ExitCode != ExitCodes.Done || request.ExplainOnly ? report.ExitCode : await GateAsync(session, report, json, ct);
    }

    // A run that registered or met again a version answers with its gate.
    private static async Task<int> GateAsync(ProjectSession session, RunReport report, bool json, CancellationToken ct)
    {
        if (!report.Steps.Any(s => s.Outputs.Values.Any(o => string.Equals(o.Kind, ArtifactKinds.Bundle, StringComparison.Ordinal))))
        {
            return ExitCodes.Done;
        }

        var status = await ProjectStatus.ReadAsync(session.Project, session.Workspace, ct);
        if (!json)
        {
            Terminal.Out.WriteLine($"Model: {status.Latest}");
            GateView.Print(status.Requirements);
        }

        return status.Requirements.ExitCode;
    }

    private static JsonObject Json(RunReport report) => new()
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
    };
}
