using Rondo.Pipelines;

namespace Rondo.Server.Tests;

/// <summary>A version that was made under a charter of lower risk than its project has now.</summary>
public sealed class RaisedRiskTests
{
    private const string Careful = """
          problem: Nobody knows what to stock.
          objective: Stock what is asked for.
          risk: medium
          people: { owner: olga, scientist: ben, reviewers: [eve] }
          use: { how: nightly batch }
        """;

    [Fact]
    public async Task It_is_taken_into_use_after_a_review_or_by_force_and_a_note_is_no_force()
    {
        await using var laptop = await Laptop.ShopAsync("1000");
        await using var server = await RunningServer.StartAsync(Laptop.ShopYaml("1000"));
        await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None);
        Assert.False((bool)(await server.GetAsync("/api/v1/models/shop/versions/1"))["needsReview"]!);

        await File.WriteAllTextAsync(Path.Combine(server.Folder, ProjectLoader.FileName), Laptop.ShopYaml("1000", Careful));

        Assert.True((bool)(await server.GetAsync("/api/v1/models/shop/versions/1"))["needsReview"]!);
        Assert.Equal((409, "model.review"), await AskAsync("/api/v1/models/shop/versions/1/promote", new { reason = "looks fine" }));
        Assert.Equal((409, "model.review"), await AskAsync("/api/v1/models/shop/versions/1/promote", new { despiteGate = true }));
        Assert.Equal((409, "model.review"), await AskAsync("/api/v1/endpoints/shop/deploy", new { model = "shop", version = 1, reason = "looks fine" }));
        Assert.Equal((200, null), await AskAsync("/api/v1/models/shop/versions/1/promote", new { reason = "the old one is down", despiteGate = true }));

        async Task<(int Status, string? Code)> AskAsync(string path, object body)
        {
            var (status, answer) = await server.SendAsync(HttpMethod.Post, path, body);
            return (status, (string?)answer!["code"]);
        }
    }
}
