using Rondo.Deployment.Serving;
using Rondo.Modeling;

namespace Rondo.Deployment.Tests.Serving;

public sealed class WhyDeployedTests
{
    [Fact]
    public async Task What_brought_a_version_behind_an_endpoint_is_one_of_the_decisions_on_it()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await bench.DemandAsync(20);
        Assert.True((await DeployModel.RunAsync(bench.Workspace, new("bikes", "demand@1", "ann", "the first"), default)).Ok);
        Assert.True((await DeployModel.RunAsync(bench.Workspace, new("bikes", "demand@2", "ben", "needed today") { ForceReason = "needed today" }, default)).Ok);
        Assert.True((await DeployModel.RollbackAsync(bench.Workspace, "bikes", "eve", "worse on rain", null, default)).Ok);

        Assert.Equal(["endpoint.deploy by ann", "endpoint.rollback by eve"], await DeploymentsAsync("demand@1"));
        Assert.Equal(["endpoint.deploy by ben"], await DeploymentsAsync("demand@2"));

        async Task<IEnumerable<string>> DeploymentsAsync(string version) =>
            (await ExplainAncestry.RunAsync(version, bench.Workspace, default)).Value.Decisions.Where(d => d.Event.Subject is "endpoint:bikes").Select(d => $"{d.Event.Action} by {d.Event.Actor}");
    }
}
