using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Server.Api;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>What was sent.</summary>
/// <param name="Objects">Contents that were missing there.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Runs">Runs that were new there.</param>
/// <param name="Datasets">Data set versions that were new there.</param>
/// <param name="Models">Model versions: what they are called, and what their gates say, here and there.</param>
/// <param name="Left">Contents that could not be sent: folders, and what is not stored here any more.</param>
public sealed record PushReport(int Objects, long Bytes, int Runs, int Datasets, IReadOnlyList<PushedVersion> Models, int Left);

/// <summary>A model version that the server has now.</summary>
/// <param name="Here">What it is called here.</param>
/// <param name="There">What it is called there.</param>
/// <param name="IsNew">Whether it was new there.</param>
/// <param name="GateHere">What its gate says here.</param>
/// <param name="GateThere">What its gate says there: the server judges anew.</param>
public sealed record PushedVersion(string Here, string There, bool IsNew, string GateHere, string GateThere);

/// <summary>
/// Sends a workspace's history to a team's server: contents first, by digest and only what is missing, then runs, data sets, models, and
/// the audit log as evidence. Broken off, it goes on where it was when it is done again.
/// </summary>
public static class PushHistory
{
    private const int Offered = 1000;
    private const int Sent = 100;

    private static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>Sends.</summary>
    /// <param name="workspace">Whose history.</param>
    /// <param name="server">A client with the server's address and token.</param>
    /// <param name="progress">Told what is being sent.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="FailureException"><c>push.record</c>: this workspace's audit log or registry was edited. What the server refused, with its own words.</exception>
    public static async Task<PushReport> RunAsync(Workspace workspace, HttpClient server, Action<string> progress, CancellationToken ct)
    {
        await DemandIntactAsync(workspace, ct);
        var runs = await EndedAsync(workspace, ct);
        var versions = (await ListModels.RunAsync(workspace, model: null, ct)).Reverse().ToList();
        var contents = runs.SelectMany(r => r.Artifacts.Select(a => a.Digest)).Concat(runs.Select(r => r.Start.Code?.DirtyDiff).OfType<Digest>()).Concat(versions.Select(v => v.Bundle)).ToHashSet();
        var (objects, bytes, left) = await ObjectsAsync(workspace, server, [.. contents], d => OwnerOf(d, runs, versions), progress, ct);

        var newRuns = 0;
        foreach (var piece in runs.Chunk(Sent))
        {
            progress($"{newRuns} of {runs.Count} runs");
            newRuns += (await SendAsync(server, new History { Runs = [.. await RunsAsync(workspace, piece, ct)] }, ct)).Runs;
        }

        progress("data sets, models, audit log");
        var datasets = new List<DatasetVersionSummary>();
        foreach (var line in await new DatasetStore(workspace).ListAsync(ct))
        {
            datasets.AddRange((await new DatasetStore(workspace).VersionsAsync(line.Name, ct)).Reverse().Select(DatasetVersionSummary.Of));
        }

        var newDatasets = (await SendAsync(server, new History { Datasets = datasets }, ct)).Datasets;
        var models = new List<PushedVersion>();
        var registrations = await AuditAsync(workspace, server, ct);
        foreach (var version in versions)
        {
            var received = await SendAsync(server, new History { Models = [await ModelAsync(workspace, version, registrations[version.ToString()], ct)] }, ct);
            models.AddRange(received.Models.Select(m => new PushedVersion(m.There, m.Here, m.IsNew, m.GateThere, m.Gate)));
        }

        return new(objects, bytes, newRuns, newDatasets, models, left);
    }

    private static async Task DemandIntactAsync(Workspace workspace, CancellationToken ct)
    {
        var report = await VerifyAudit.RunAsync(workspace, ct);
        if (!report.Intact)
        {
            throw new FailureException(new Failure("push.record", $"This workspace's record cannot be trusted, so nothing was sent. {report.Finding}", "See all that was edited: rondo audit verify. Bring the database back from a backup, then push again.") { Kind = FailureKind.No });
        }
    }

    private static async Task<IReadOnlyList<RunRecord>> EndedAsync(Workspace workspace, CancellationToken ct) =>
        [.. (await workspace.Runs.ListAsync(new RunFilter(), int.MaxValue, cursor: null, ct)).Where(r => r.End is not null).OrderBy(r => r.Start.Id.Value, StringComparer.Ordinal)];

    private static async Task<(int Objects, long Bytes, int Left)> ObjectsAsync(Workspace workspace, HttpClient server, IReadOnlyList<Digest> contents, Func<Digest, string> owner, Action<string> progress, CancellationToken ct)
    {
        var (objects, bytes, left) = (0, 0L, 0);
        foreach (var piece in contents.Chunk(Offered))
        {
            var here = await workspace.Artifacts.PresentAsync(piece, ct);
            using var asked = await server.PostAsJsonAsync("/api/v1/push/objects", new OfferedObjects { Digests = [.. piece.Select(d => d.Hex)] }, Json, ct);
            foreach (var digest in (await ReadAsync<MissingObjects>(asked, ct)).Digests.Select(Digest.Parse))
            {
                var path = here.Contains(digest) ? await workspace.Artifacts.LocalPathAsync(digest, ct) : null;
                if (path is null || Directory.Exists(path))
                {
                    left++;
                    continue;
                }

                if (!await workspace.Artifacts.IsIntactAsync(digest, ct))
                {
                    throw new FailureException(new Failure("push.damaged", $"The content {digest.Hex}, {owner(digest)}, is damaged here.", "rondo verify names all that is damaged and what rests on it; rondo run, or rondo reproduce MODEL@VERSION, makes it again.") { Kind = FailureKind.World });
                }

                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                using var content = new StreamContent(file, 1 << 18);
                content.Headers.ContentType = new("application/octet-stream");
                using var sent = await server.PutAsync($"/api/v1/push/objects/{digest}", content, ct);
                await DemandAsync(sent, ct);
                (objects, bytes) = (objects + 1, bytes + file.Length);
                progress(string.Create(CultureInfo.InvariantCulture, $"{objects} contents, {bytes / 1e6:0.0} MB"));
            }
        }

        return (objects, bytes, left);
    }

    private static string OwnerOf(Digest content, IReadOnlyList<RunRecord> runs, IReadOnlyList<ModelVersion> versions) =>
        versions.FirstOrDefault(v => v.Bundle == content) is { } version ? $"the bundle of {version}"
        : runs.FirstOrDefault(r => r.Artifacts.Any(a => a.Digest == content && a.Direction is "out")) is { } writer ? $"'{writer.Artifacts.First(a => a.Digest == content).Port}' of step {writer.Start.Name} (run {writer.Start.Id.Value})"
        : runs.FirstOrDefault(r => r.Artifacts.Any(a => a.Digest == content)) is { } reader ? $"read by step {reader.Start.Name} (run {reader.Start.Id.Value})" : "the uncommitted code of a run";

    private static async Task<IReadOnlyList<PushedRun>> RunsAsync(Workspace workspace, IReadOnlyList<RunRecord> runs, CancellationToken ct)
    {
        var pushed = new List<PushedRun>();
        foreach (var run in runs)
        {
            var metrics = await workspace.Runs.MetricsAsync(run.Start.Id, ct);
            var (start, end) = (run.Start, run.End!);
            pushed.Add(new(
                start.Id.Value, start.Project, start.Kind, start.Name, start.Parent?.Value, start.User, start.StartedAt, start.Attempt, run.Status, end.EndedAt, end.Message,
                start.Parameters, start.Environment, start.Tags,
                start.Code is { } code ? new(code.Commit, code.DirtyDiff?.Hex) : null,
                end.Resources is { } use ? new(use.WallSeconds, use.CpuSeconds, use.PeakMemoryBytes) : null,
                [.. run.Artifacts.Select(ArtifactView.Of)],
                [.. metrics.Select(m => new PushedMetric(m.Key, m.Value.ToString("R", CultureInfo.InvariantCulture), m.Step, m.At))]));
        }

        return pushed;
    }

    private static async Task<PushedModel> ModelAsync(Workspace workspace, ModelVersion v, string registration, CancellationToken ct)
    {
        var details = (await ShowModel.RunAsync(workspace, v.ToString(), ct)).Value;
        return new(
            v.Model, v.Version, v.Digest.Hex, v.Bundle.Hex, v.Origin, registration, v.Run?.Value, v.Lineage.ToDictionary(l => l.Key, l => l.Value.Hex, StringComparer.Ordinal), v.Gate, v.Blocked,
            [.. v.Measurements.Select(m => MeasurementJson.Write(m).AsObject())], v.CreatedAt, v.CreatedBy,
            [.. details.Evidence.Select(e => new EvidenceView(e.Kind, e.At, e.By, e.Content))]);
    }

    // In pieces that begin at the same numbers every time, so that a piece that is whole is known there when it comes again. Gives the piece of each registration.
    private static async Task<Dictionary<string, string>> AuditAsync(Workspace workspace, HttpClient server, CancellationToken ct)
    {
        var registrations = new Dictionary<string, string>(StringComparer.Ordinal);
        string? former = null;
        foreach (var piece in (await workspace.Audit.ListAsync(subject: null, int.MaxValue, before: null, ct)).Reverse().Chunk(Offered))
        {
            former = (await SendAsync(server, new History { Audit = [.. piece.Select(AuditView.Of)], AuditAfter = former }, ct)).Evidence!;
            foreach (var entry in piece)
            {
                if (ReceiveVersion.Registered(entry.Event) is { } version)
                {
                    registrations.TryAdd(version, former);
                }
            }
        }

        return registrations;
    }

    private static async Task<ReceivedHistory> SendAsync(HttpClient server, History history, CancellationToken ct)
    {
        using var answer = await server.PostAsJsonAsync("/api/v1/push", history, Json, ct);
        return await ReadAsync<ReceivedHistory>(answer, ct);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken ct)
    {
        await DemandAsync(answer, ct);
        return (await answer.Content.ReadFromJsonAsync<T>(Json, ct))!;
    }

    private static async Task DemandAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new FailureException(RemoteFailure.Of((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct)));
        }
    }

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions();
        ServerServices.Json(options);
        return options;
    }
}
