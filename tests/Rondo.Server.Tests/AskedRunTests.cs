using System.Text.Json.Nodes;

namespace Rondo.Server.Tests;

/// <summary>What a request for a run may ask for, and what it leaves behind.</summary>
public sealed class AskedRunTests
{
    private const string Yaml = """
        rondo: 1
        project: shop
        pipeline:
          steps:
            clean: { run: "echo $RONDO_PARAM_cap > $RONDO_OUTPUT_o", with: { cap: 1 }, out: { o: o.txt } }
        """;

    [Theory]
    [InlineData("pipeline={steps: {evil: {run: \"id > /tmp/evil\", out: {o: {file: o, kind: file}}, with: {t: $PATH}}}}", "override.environment")]
    [InlineData("pipeline={steps: {evil: {run: \"id > /tmp/evil\"}}}", "override.not-a-value")]
    [InlineData("pipeline.steps.clean.run=id", "override.not-a-value")]
    [InlineData("project=$PATH", "override.environment")]
    [InlineData("data.source=$PATH", "override.environment")]
    [InlineData("data.source=/etc/passwd", "override.file")]
    public async Task A_request_cannot_set_what_is_executed_or_read_the_environment(string option, string code)
    {
        await using var running = await RunningServer.StartAsync(Yaml);
        var (status, body) = await running.SendAsync(HttpMethod.Post, "/api/v1/projects/shop/runs", new { overrides = new[] { option } });
        Assert.Equal((403, code), (status, (string?)body!["code"]));
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("PATH")!, body.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(option[..option.IndexOf('=', StringComparison.Ordinal)], (string)body["detail"]!, StringComparison.Ordinal);
        Assert.Empty((await running.GetAsync("/api/v1/runs"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_run_that_was_asked_for_is_in_the_audit_log_with_who_and_how()
    {
        await using var running = await RunningServer.StartAsync(Yaml);
        var (status, body) = await running.SendAsync(HttpMethod.Post, "/api/v1/projects/shop/runs", new { overrides = new[] { "pipeline.steps.clean.with.cap=7" }, force = true });
        Assert.Equal(202, status);
        var told = Assert.Single((await running.GetAsync("/api/v1/audit?subject=project:shop"))["items"]!.AsArray())!;
        Assert.Equal(("ann", "run.ask"), ((string?)told["actor"], (string?)told["action"]));
        Assert.True(JsonNode.DeepEquals(
            new JsonObject { ["run"] = (string)body!["id"]!, ["overrides"] = new JsonArray("pipeline.steps.clean.with.cap=7"), ["steps"] = new JsonArray(), ["from"] = null, ["force"] = true },
            told["details"]), told["details"]!.ToJsonString());
    }
}
