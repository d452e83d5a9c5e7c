using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Server.Tests;

/// <summary>Nobody who pushes is believed: neither the client that looks at itself, nor one that does not.</summary>
public sealed class PushTrustTests
{
    private const string ForgedGate = "UPDATE model_versions SET gate = replace(gate, 'FAIL', 'PASS'), blocked = 0";

    [Theory]
    [InlineData(ForgedGate, "shop@1 was edited: what it says of its gate report")]
    [InlineData("UPDATE model_versions SET measurements = replace(measurements, 'mae', 'mse')", "shop@1 was edited: what it says of its measured values")]
    [InlineData("UPDATE audit SET actor = 'mallory' WHERE number = 1", "row 1 was edited")]
    public async Task What_does_not_verify_where_it_is_is_not_sent(string sql, string says)
    {
        await using var laptop = await Laptop.ShopAsync("0.0001");
        await laptop.ExecuteAsync(sql);
        await using var server = await RunningServer.StartAsync();
        var refused = await Assert.ThrowsAsync<FailureException>(() => PushAsync(laptop, server.Http));
        Assert.Equal(("push.record", FailureKind.No), (refused.Failures.Single().Code, refused.Failures[0].Kind));
        Assert.Contains(says, refused.Failures[0].Problem, StringComparison.Ordinal);
        Assert.Contains("rondo audit verify", refused.Failures[0].Remedy, StringComparison.Ordinal);
        Assert.Empty((await server.GetAsync("/api/v1/runs"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_client_that_lies_is_refused_by_the_server()
    {
        await using var laptop = await Laptop.ShopAsync("0.0001");
        await using var server = await RunningServer.StartAsync();
        foreach (var (code, lie) in new (string, Action<JsonObject>)[]
        {
            ("push.chain", h => Edit(h, "audit", a => a["actor"] = "mallory")),
            ("push.chain", h => (h["audit"] as JsonArray)!.RemoveAt(0)),
            ("push.audit-gap", h => h["auditAfter"] = h["audit"]!.AsArray().Count > 0 ? new string('0', 64) : null),
            ("model.record-edited", h => Edit(h, "models", m => (m["gate"], m["blocked"]) = (JsonNode.Parse(m["gate"]!.ToJsonString().Replace("FAIL", "PASS", StringComparison.Ordinal)), false))),
            ("model.record-edited", h => Edit(h, "models", m => m["measurements"]![0]!["value"] = 0)),
            ("model.record-edited", h => Edit(h, "models", m => m["createdBy"] = "eve")),
            ("push.unregistered", h => Edit(h, "models", m => m["version"] = 2)),
            ("push.unregistered", h => Edit(h, "models", m => m["registration"] = (string)m["bundle"]!)),
        })
        {
            using var liar = new HttpClient(new Liar(lie)) { BaseAddress = server.Server.Address };
            var refused = await Assert.ThrowsAsync<FailureException>(() => PushAsync(laptop, liar));
            Assert.Equal(code, refused.Failures.Single().Code);
            Assert.Empty((await server.GetAsync("/api/v1/models"))["items"]!.AsArray());
        }

        Assert.Equal("FAIL", (await PushAsync(laptop, server.Http)).Models.Single().GateThere);
    }

    [Fact]
    public async Task The_server_s_own_charter_judges_where_the_project_is_there()
    {
        await using var laptop = await Laptop.ShopAsync("1000");
        await using var server = await RunningServer.StartAsync(Laptop.ShopYaml("0.0001"));
        var pushed = (await PushAsync(laptop, server.Http)).Models.Single();
        Assert.Equal(("PASS", "FAIL"), (pushed.GateHere, pushed.GateThere));
        var (status, problem) = await server.SendAsync(HttpMethod.Post, "/api/v1/models/shop/versions/1/promote", new { });
        Assert.Equal((409, "model.gate"), (status, (string?)problem!["code"]));
        var version = await server.GetAsync("/api/v1/models/shop/versions/1");
        Assert.Equal("pass", (string?)version["evidence"]!.AsArray().Single(e => (string?)e!["kind"] is "said-elsewhere")!["content"]!["gate"]!["overall"], ignoreCase: true);
    }

    [Fact]
    public async Task Where_the_project_is_not_there_the_charter_it_was_registered_under_judges_what_was_measured()
    {
        await using var laptop = await Laptop.ShopAsync("1000");
        await using var server = await RunningServer.StartAsync();
        Assert.Equal("PASS", (await PushAsync(laptop, server.Http)).Models.Single().GateThere);
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        var version = Assert.Single(await ListModels.RunAsync(workspace, "shop", CancellationToken.None));
        Assert.Contains(version.Measurements, m => m is { Measure: "mae", Subject: { Split: "test", Role: "model" } });
        Assert.True((bool)(await server.GetAsync("/api/v1/audit/verify"))["intact"]!);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, "/api/v1/models/shop/versions/1/promote", new { })).Status);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_there_was_not_measured()
    {
        await using var laptop = await Laptop.ShopAsync("1000");
        await using var server = await RunningServer.StartAsync();
        using var forgetful = new HttpClient(new Liar(Forget)) { BaseAddress = server.Server.Address };
        var pushed = (await PushAsync(laptop, forgetful)).Models.Single();
        Assert.Equal(("PASS", "UNKNOWN"), (pushed.GateHere, pushed.GateThere));
    }

    private static void Forget(JsonObject history)
    {
        foreach (var run in history["runs"]!.AsArray())
        {
            run!["artifacts"] = new JsonArray([.. run["artifacts"]!.AsArray().Where(a => (string?)a!["kind"] is not "evaluation").Select(a => a!.DeepClone())]);
        }
    }

    private static Task<PushReport> PushAsync(Laptop laptop, HttpClient http) => PushHistory.RunAsync(laptop.Workspace, http, _ => { }, CancellationToken.None);

    private static void Edit(JsonObject history, string list, Action<JsonObject> edit)
    {
        foreach (var one in history[list]!.AsArray())
        {
            edit(one!.AsObject());
        }
    }

    /// <summary>Edits every piece of history on its way.</summary>
    private sealed class Liar(Action<JsonObject> edit) : DelegatingHandler(new HttpClientHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath is "/api/v1/push")
            {
                var history = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
                if (history["audit"]!.AsArray().Count + history["models"]!.AsArray().Count + history["runs"]!.AsArray().Count > 0)
                {
                    try
                    {
                        edit(history);
                    }
                    catch (ArgumentOutOfRangeException)
                    {
                        // nothing of the kind in this piece
                    }
                }

                request.Content = new StringContent(history.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
