using System.Globalization;
using Rondo.Deployment;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>The seven themes of the lifecycle, each with its state.</summary>
internal static class ThemeReading
{
    public static async Task<IReadOnlyList<ThemeView>> ReadAsync(ProjectStatus status, Workspace workspace, bool running, CancellationToken ct)
    {
        var (endpoints, firing) = await DeploymentAsync(status.Project, workspace, ct);
        return
        [
            Of("scope", "scoping", status, "scoping"),
            Of("data-define", "data", status, "data") is { State: not ThemeState.Done } data && running ? data with { State = ThemeState.Running } : Of("data-define", "data", status, "data"),
            new("data-label", "data", status.LastRun is null ? ThemeState.Open : ThemeState.Done, status.LastRun is null ? "nothing split yet" : "labels come with the data"),
            Of("model-train", "modelling", status, "modelling") is var train && running ? train with { State = ThemeState.Running, Text = "a run is at work" } : train,
            Errors(status),
            Deploy(status, endpoints),
            Monitor(endpoints, firing),
        ];
    }

    private static ThemeView Deploy(ProjectStatus status, List<Served> endpoints) => endpoints.Count == 0
        ? new("deploy", "deployment", ThemeState.Open, status.Champion is null ? "no champion yet" : $"champion {status.Champion}, behind no endpoint")
        : new("deploy", "deployment", endpoints.Exists(e => e.Live) ? ThemeState.Done : ThemeState.Attention, string.Join(", ", endpoints.Select(e => $"{e.Name} serves version {e.Version}")));

    private static ThemeView Monitor(List<Served> endpoints, long firing) => (endpoints.Count, firing) switch
    {
        (_, 1) => new("monitor", "deployment", ThemeState.Attention, "1 alert fires"),
        (_, > 1) => new("monitor", "deployment", ThemeState.Attention, $"{firing} alerts fire"),
        (0, _) => new("monitor", "deployment", ThemeState.Open, "nothing is watched yet"),
        _ => new("monitor", "deployment", ThemeState.Done, "no alert fires"),
    };

    private static ThemeView Of(string id, string stage, ProjectStatus status, string theme)
    {
        var found = status.Themes.First(t => string.Equals(t.Theme, theme, StringComparison.Ordinal));
        return new(id, stage, found.State switch { "done" => ThemeState.Done, "failed" => ThemeState.Failed, _ => ThemeState.Open }, found.Text);
    }

    private static ThemeView Errors(ProjectStatus status)
    {
        var missed = status.Requirements.Judgements.Count(j => j.Outcome is Outcome.Fail);
        return status.Latest is null ? new("model-errors", "modelling", ThemeState.Open, "nothing evaluated yet")
            : missed > 0 ? new("model-errors", "modelling", ThemeState.Attention, missed == 1 ? "1 requirement is missed" : $"{missed} requirements are missed")
            : new("model-errors", "modelling", ThemeState.Done, "every requirement that can be measured is met");
    }

    private static async Task<(List<Served> Endpoints, long Firing)> DeploymentAsync(string project, Workspace workspace, CancellationToken ct)
    {
        var endpoints = await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT name, version, state FROM endpoints WHERE project = @project ORDER BY name", ("project", project));
                return await command.ToListAsync(r => new Served(r.GetString(0), r.IsDBNull(1) ? null : r.GetInt64(1), string.Equals(r.GetString(2), nameof(EndpointStatus.Live), StringComparison.OrdinalIgnoreCase)), token);
            },
            ct);
        var firing = await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT count(*) FROM alerts a JOIN endpoints e ON e.name = a.endpoint WHERE e.project = @project AND a.state = 'firing'", ("project", project));
                return Convert.ToInt64(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture);
            },
            ct);
        return ([.. endpoints], firing);
    }

    private sealed record Served(string Name, long? Version, bool Live);
}
