using Microsoft.Extensions.DependencyInjection;
using Rondo.Modeling.Review;
using Rondo.Pipelines;
using Rondo.Server.Tests.Inference;
using Rondo.Stores;

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

        Task<(int Status, string? Code)> AskAsync(string path, object body) => RaisedRiskTests.AskAsync(server, path, body);
    }

    [Fact]
    public async Task A_champion_of_before_goes_on_answering_over_a_restart_and_a_rollback_and_is_deployed_anew_after_a_review()
    {
        var home = Directory.CreateTempSubdirectory("rondo-home-").FullName;
        try
        {
            await using (var before = await StartAsync(Demand("")))
            {
                foreach (var slope in (int[])[1, 2])
                {
                    await InferenceTests.RegisterAsync(before.Server.Services.GetRequiredService<Workspace>(), before.Folder, slope);
                    Assert.Equal((200, null), await AskAsync(before, $"/api/v1/models/demand/versions/{slope}/promote", new { }));
                    Assert.Equal((200, null), await AskAsync(before, "/api/v1/endpoints/demand/deploy", new { model = "demand@champion" }));
                }
            }

            await using var server = await StartAsync(Demand(Careful));
            var workspace = server.Server.Services.GetRequiredService<Workspace>();
            Assert.Equal(200, (await InferenceTests.SendAsync(server, "/predict/demand", """{"temp": 1}""")).Status);
            var (status, refusal) = await server.SendAsync(HttpMethod.Post, "/api/v1/endpoints/demand/deploy", new { model = "demand@champion", reason = "looks fine" });
            Assert.Equal((409, "model.review"), (status, (string)refusal!["code"]!));
            Assert.Contains("rondo model review demand@2", (string)refusal["remedy"]!, StringComparison.Ordinal);
            Assert.Equal((409, "model.review"), await AskAsync(server, "/api/v1/endpoints/another/deploy", new { model = "demand@2" }));
            Assert.Equal(200, (await InferenceTests.SendAsync(server, "/predict/demand", """{"temp": 1}""")).Status);
            Assert.Equal((200, null), await AskAsync(server, "/api/v1/endpoints/demand/rollback", new { reason = "errors" }));
            Assert.Equal((200, null), await AskAsync(server, "/api/v1/endpoints/demand/stop", new { }));
            Assert.Equal((200, null), await AskAsync(server, "/api/v1/endpoints/demand/start", new { }));

            Assert.True((bool)(await server.GetAsync("/api/v1/models/demand/versions/2"))["needsReview"]!);
            var (_, review) = await server.SendAsync(HttpMethod.Post, "/api/v1/reviews", new { model = "demand", version = 2 });
            Assert.True((await DecideReview.RunAsync(workspace, new((string)review!["id"]!, "eve", true, "as good as ever"), CancellationToken.None)).Ok);
            Assert.Equal((200, null), await AskAsync(server, "/api/v1/endpoints/another/deploy", new { model = "demand@champion" }));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }

        Task<RunningServer> StartAsync(string yaml) => RunningServer.StartAsync(yaml, o => o with { WorkspaceFolder = home });
    }

    private static string Demand(string more) => $$"""
        rondo: 1
        project: demand
        charter:
          task: regression
          target: y
          requirements: [size <= 20 MB]
        {{more}}
        data: { source: demand.csv }
        """;

    private static async Task<(int Status, string? Code)> AskAsync(RunningServer server, string path, object body)
    {
        var (status, answer) = await server.SendAsync(HttpMethod.Post, path, body);
        return (status, (string?)answer!["code"]);
    }
}
