using Microsoft.Extensions.DependencyInjection;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Tests;

/// <summary>A server in an empty folder, for the history of others alone.</summary>
public sealed class HistoryServerTests
{
    private const string CarefulCharter = """
          problem: Nobody knows what to stock.
          objective: Stock what is asked for.
          unit: one customer
          risk: medium
          people: { owner: olga, scientist: ben, reviewers: [ann, eve] }
          use: { how: nightly batch }
        """;

    [Fact]
    public async Task Pushed_models_are_reviewed_by_the_charter_they_were_registered_under_and_never_by_who_pushed_them()
    {
        await using var laptop = await Laptop.ShopAsync("1000", CarefulCharter);
        await using var server = await RunningServer.StartAsync();
        Assert.Equal("PASS", (await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None)).Models.Single().GateThere);
        var (status, review) = await server.SendAsync(HttpMethod.Post, "/api/v1/reviews", new { model = "shop", version = 1, reason = "the first" });
        Assert.True(status == 200, review?.ToJsonString());
        Assert.Equal(("medium", 1, "open"), ((string?)review!["risk"], (int)review["needed"]!, (string?)review["state"]));
        Assert.Equal(["eve"], review["reviewers"]!.AsArray().Select(r => (string?)r));
        Assert.Contains("ann", review["authors"]!.AsArray().Select(r => (string?)r));
        var shown = await server.GetAsync("/api/v1/models/shop/versions/1");
        Assert.Equal("ann", (string?)shown["pushedBy"]);
        Assert.NotEqual("ann", (string?)shown["createdBy"]);

        var (own, refused) = await server.SendAsync(HttpMethod.Post, $"/api/v1/reviews/{(string)review["id"]!}/decisions", new { decision = "approve", reason = "it holds" });

        Assert.Equal((409, "review.own"), (own, (string?)refused!["code"]));
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        Assert.True((await DecideReview.RunAsync(workspace, new((string)review["id"]!, "eve", true, "it holds"), CancellationToken.None)).Ok);
        Assert.Equal(1, (int)(await server.GetAsync("/api/v1/models/shop/versions/champion"))["version"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pushed_version_keeps_its_risk_tier_where_the_server_s_is_lower_or_none(bool project)
    {
        await using var laptop = await Laptop.ShopAsync("1000", CarefulCharter);
        await using var server = await RunningServer.StartAsync(project ? Laptop.ShopYaml("1000") : null);
        await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None);
        var workspace = server.Server.Services.GetRequiredService<Workspace>();

        Assert.Equal(RiskTier.Medium, Assert.Single(await ListModels.RunAsync(workspace, "shop", CancellationToken.None)).Risk);
        Assert.True((bool)(await server.GetAsync("/api/v1/models/shop/versions/1"))["needsReview"]!);
        Assert.Equal((409, "model.review"), await AskAsync(server, "/api/v1/models/shop/versions/1/promote", new { }));
        Assert.Equal((409, "model.review"), await AskAsync(server, "/api/v1/endpoints/shop/deploy", new { model = "shop", version = 1 }));
    }

    [Theory]
    [InlineData("UPDATE runs SET parameters = '{}'")]
    [InlineData("UPDATE model_evidence SET content = '{}' WHERE kind = 'said-elsewhere'")]
    public async Task A_version_that_was_pushed_when_tiers_were_not_kept_has_that_of_its_run_s_charter_or_of_what_was_said_of_it(string lost)
    {
        await using var laptop = await Laptop.ShopAsync("1000", CarefulCharter);
        await using var server = await RunningServer.StartAsync();
        await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None);
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        foreach (var sql in (string[])["UPDATE model_versions SET gate = replace(gate, ',\"risk\":\"medium\"', '')", lost])
        {
            await workspace.WriteAsync(async (t, ct) => Assert.NotEqual(0, await t.ExecuteSqlAsync(sql, [], ct)), CancellationToken.None);
        }

        Assert.Null(Assert.Single(await ListModels.RunAsync(workspace, "shop", CancellationToken.None)).Risk);
        Assert.Equal((409, "model.review"), await AskAsync(server, "/api/v1/models/shop/versions/1/promote", new { }));
        Assert.Equal((409, "model.review"), await AskAsync(server, "/api/v1/endpoints/shop/deploy", new { model = "shop", version = 1 }));
    }

    [Theory]
    [InlineData("GET", "/api/v1/projects/shop")]
    [InlineData("GET", "/api/v1/projects/shop/charter")]
    [InlineData("POST", "/api/v1/projects/shop/runs")]
    public async Task What_needs_a_project_says_that_the_server_has_none_and_not_where_it_lives(string method, string path)
    {
        await using var server = await RunningServer.StartAsync();
        var (status, problem) = await server.SendAsync(new(method), path, method is "POST" ? new { } : null);
        Assert.Equal((404, "project.none"), (status, (string?)problem!["code"]));
        Assert.StartsWith("The server has no project", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain(server.Folder, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("rondo new", problem.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<(int Status, string? Code)> AskAsync(RunningServer server, string path, object body)
    {
        var (status, answer) = await server.SendAsync(HttpMethod.Post, path, body);
        return (status, (string?)answer!["code"]);
    }
}
