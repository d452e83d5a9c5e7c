namespace Rondo.Server.Tests;

/// <summary>A server in an empty folder, for the history of others alone.</summary>
public sealed class HistoryServerTests
{
    [Fact]
    public async Task Pushed_models_are_reviewed_by_the_charter_they_were_registered_under()
    {
        const string Careful = """
              problem: Nobody knows what to stock.
              objective: Stock what is asked for.
              unit: one customer
              risk: medium
              people: { owner: olga, scientist: ben, reviewers: [ann, eve] }
              use: { how: nightly batch }
            """;
        await using var laptop = await Laptop.ShopAsync("1000", Careful);
        await using var server = await RunningServer.StartAsync();
        Assert.Equal("PASS", (await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None)).Models.Single().GateThere);
        var (status, review) = await server.SendAsync(HttpMethod.Post, "/api/v1/reviews", new { model = "shop", version = 1, reason = "the first" });
        Assert.True(status == 200, review?.ToJsonString());
        Assert.Equal(("medium", 1, "open"), ((string?)review!["risk"], (int)review["needed"]!, (string?)review["state"]));
        Assert.Equal(["ann", "eve"], review["reviewers"]!.AsArray().Select(r => (string?)r));
        var (decided, approved) = await server.SendAsync(HttpMethod.Post, $"/api/v1/reviews/{(string)review["id"]!}/decisions", new { decision = "approve", reason = "it holds" });
        Assert.True(decided == 200, approved?.ToJsonString());
        Assert.Equal("approved", (string?)approved!["state"]);
        Assert.Equal(1, (int)(await server.GetAsync("/api/v1/models/shop/versions/champion"))["version"]!);
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
}
