using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Serving;
using Rondo.Deployment.Tests.Alerts;

namespace Rondo.Deployment.Tests.Monitoring;

public sealed class LossTests
{
    [Fact]
    public async Task Predictions_that_are_not_captured_raise_an_alert_until_they_are_for_five_minutes()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var bench = await Bench.OpenAsync(clock: clock);
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace, new() { WaitingBytes = 1 });
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        var watch = new WatchLosses(bench.Workspace, log);
        Assert.Empty(await watch.RunAsync(0, default));

        await Bench.AskAsync(server, "bikes", """[{"temp": 1}, {"temp": 2}]""");
        var sentence = "2 predictions were answered and not captured, so that nothing watches them or learns from them: they came faster than they can be written.";
        Assert.Equal(["bikes: " + sentence], await watch.RunAsync(0, default));
        Assert.Empty(await watch.RunAsync(0, default));
        var alert = Assert.Single(await new AlertStore(bench.Workspace).ListAsync(new("bikes"), 10, null, default));
        Assert.Equal((AlertState.Firing, AlertSeverity.Critical, sentence, 2L), (alert.State, alert.Severity, alert.Sentence, log.Dropped));

        // A later process knows what an earlier one told.
        var later = new WatchLosses(bench.Workspace, log);
        await Bench.AskAsync(server, "bikes", """{"temp": 3}""");
        Assert.Single(await later.RunAsync(0, default));
        clock.Now += TimeSpan.FromMinutes(4);
        await later.RunAsync(0, default);
        Assert.Equal(AlertState.Firing, (await new AlertStore(bench.Workspace).FindAsync(alert.Id, default))!.State);
        clock.Now += TimeSpan.FromMinutes(2);
        await later.RunAsync(0, default);
        Assert.Equal(AlertState.Resolved, (await new AlertStore(bench.Workspace).FindAsync(alert.Id, default))!.State);
    }
}
