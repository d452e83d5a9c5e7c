using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rondo.Deployment.Retraining;
using Rondo.Deployment.Serving;
using Rondo.Server.Scheduling;
using Rondo.Stores;

namespace Rondo.Server.Tests;

public sealed class LoopTests
{
    private const string Yaml = """
        rondo: 1
        project: demand
        charter: { task: regression, target: y }
        data: { source: history.csv }
        retrain: { when: [drift] }

        """;

    [Fact]
    public async Task A_retraining_that_is_asked_for_is_taken_up_by_the_server_and_its_failure_is_an_alert()
    {
        await using var server = await RunningServer.StartAsync(Yaml);
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        await workspace.WriteAsync(
            (transaction, ct) => transaction.ExecuteSqlAsync(
                "INSERT INTO endpoints (name, project, model, version, state, revision, changed_at, changed_by, reason) VALUES ('demand', 'demand', 'demand', 1, 'live', 1, 0, 'ann', '')", [], ct),
            CancellationToken.None);

        var (status, _) = await server.SendAsync(HttpMethod.Post, "/api/v1/endpoints/demand/retrain", new { reason = "the metro line has opened" });
        Assert.Equal(202, status);
        JsonObject? ended = null;
        for (var i = 0; i < 200 && (string?)ended?["state"] is not "failed"; i++)
        {
            await Task.Delay(50);
            ended = (await server.GetAsync("/api/v1/endpoints/demand/retrainings"))["items"]!.AsArray() is [JsonObject one, ..] ? one : null;
        }

        Assert.Equal(("failed", "hand", "the metro line has opened"), ((string?)ended?["state"], (string?)ended?["trigger"]!["kind"], (string?)ended?["trigger"]!["reason"]));
        // The alert is raised by the pass that ended it, a moment later.
        JsonArray alerts = [];
        for (var i = 0; i < 200 && alerts.Count == 0; i++)
        {
            await Task.Delay(50);
            alerts = (await server.GetAsync("/api/v1/alerts?endpoint=demand"))["items"]!.AsArray();
        }

        var alert = Assert.Single(alerts)!;
        Assert.Equal(("retraining", "firing"), ((string?)alert["rule"], (string?)alert["state"]));
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Post, "/api/v1/endpoints/other/retrain", new { reason = "x" })).Status);
    }

    [Fact]
    public async Task A_retraining_that_takes_long_holds_up_no_other_endpoint()
    {
        await using var server = await RunningServer.StartAsync(Yaml);
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        await workspace.WriteAsync(
            (transaction, ct) => transaction.ExecuteSqlAsync(
                "INSERT INTO endpoints (name, project, model, version, state, revision, changed_at, changed_by, reason) VALUES ('a', 'slow', 'slow', 1, 'live', 1, 0, 'ann', ''), ('b', 'quick', 'quick', 1, 'live', 1, 0, 'ann', '')", [], ct),
            CancellationToken.None);

        using var gate = new ManualResetEventSlim();
        var (slow, quick) = (0, 0);
        var loop = new RetrainingLoop(new(workspace, server.Server.Services.GetRequiredService<ServerOptions>().Stages, server.Server.Services.GetRequiredService<EndpointServer>())
        {
            Load = (project, _) =>
            {
                if (project is "slow")
                {
                    Interlocked.Increment(ref slow);
                    gate.Wait();
                }
                else
                {
                    Interlocked.Increment(ref quick);
                }

                return null;
            },
        });
        await using (var heart = new RetrainingHeart(loop, workspace, NullLogger<RetrainingHeart>.Instance))
        {
            for (var beat = 0; beat < 500 && Volatile.Read(ref quick) < 3; beat++)
            {
                await heart.BeatAsync(CancellationToken.None);
                await Task.Delay(10);
            }

            Assert.Equal((1, 3), (slow, Math.Min(3, quick)));
            gate.Set();
        }
    }
}
