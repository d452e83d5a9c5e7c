using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Serving;

namespace Rondo.Deployment.Tests.Serving;

public sealed class EndpointServerTests
{
    private const string Row = """{"temp": 20, "weather": "dry", "workday": true, "at": "1970-01-01T00:00:01Z"}""";

    /// <summary>How many swaps are proved: 50, or what RONDO_SWAPS says.</summary>
    private static readonly int Swaps = int.TryParse(Environment.GetEnvironmentVariable("RONDO_SWAPS"), System.Globalization.CultureInfo.InvariantCulture, out var swaps) ? swaps : 50;

    [Fact]
    public async Task A_deployed_version_answers_with_its_number_and_an_id()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var server = new EndpointServer(bench.Workspace, new());
        var deployed = (await server.DeployAsync(Bench.Deploy("bikes", "demand"), default)).Value;

        Assert.Equal((1L, null, 1L), (deployed.Version, deployed.FormerVersion, deployed.Revision));
        var (answer, body) = await Bench.AskAsync(server, "bikes", Row);
        Assert.Equal(PredictOutcome.Ok, answer.Outcome);
        Assert.Equal(207, (double)body!["prediction"]!);
        Assert.Equal(1, (long)body["version"]!);
        Assert.True(PredictionId.IsValid((string)body["prediction_id"]!));
    }

    [Fact]
    public async Task The_answer_is_wrapped_as_the_request_was()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.LoanAsync();
        await bench.SpeciesAsync();
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("loan", "loan"), default);
        await server.DeployAsync(Bench.Deploy("species", "species"), default);

        var (_, array) = await Bench.AskAsync(server, "loan", """[{"income": 5, "prediction_id": "mine"}, {"income": -5}]""");
        Assert.Equal(["yes", "no"], array!.AsArray().Select(r => (string)r!["label"]!));
        Assert.Equal("mine", (string)array[0]!["prediction_id"]!);
        Assert.InRange((double)array[0]!["probability"]!, 0.99, 1);

        var (_, wrapped) = await Bench.AskAsync(server, "species", """{"records": [{"size": 3}, {"size": -3}, {"size": 4}]}""");
        var records = wrapped!["records"]!.AsArray();
        Assert.Equal(["9", "7", "9"], records.Select(r => (string)r!["label"]!));
        Assert.Equal(1, records[0]!["probabilities"]!.AsObject().Sum(p => (double)p.Value!), 1e-9);

        var (_, one) = await Bench.AskAsync(server, "species", """{"size": 3}""");
        Assert.Equal((double)records[0]!["probabilities"]!["9"]!, (double)one!["probabilities"]!["9"]!, 1e-12);
        var (_, none) = await Bench.AskAsync(server, "loan", "[]");
        Assert.Empty(none!.AsArray());
    }

    [Fact]
    public async Task A_rollback_leads_to_the_version_before_and_the_next_one_further_back()
    {
        await using var bench = await Bench.OpenAsync();
        await using var server = new EndpointServer(bench.Workspace, new());
        for (var slope = 1; slope <= 3; slope++)
        {
            await bench.DemandAsync(slope);
            await server.DeployAsync(Bench.Deploy("bikes", $"demand@{slope}"), default);
        }

        Assert.Equal(2, (await server.RollbackAsync("bikes", "ann", "worse", null, default)).Value.Version);
        var (_, body) = await Bench.AskAsync(server, "bikes", """{"temp": 100}""");
        Assert.Equal((2L, 204.0), ((long)body!["version"]!, (double)body["prediction"]!));
        Assert.Equal(1, (await server.RollbackAsync("bikes", "ann", "worse", null, default)).Value.Version);
        Assert.Equal("endpoint.no-former", Assert.Single((await server.RollbackAsync("bikes", "ann", "worse", null, default)).Failures).Code);

        var changes = await new EndpointStore(bench.Workspace).ChangesAsync("bikes", 10, null, default);
        Assert.Equal(["rollback", "rollback", "deploy", "deploy", "deploy"], changes.Select(c => c.Action));
        var audit = await bench.Workspace.Audit.ListAsync("endpoint:bikes", 10, null, default);
        Assert.Equal(["endpoint.rollback", "endpoint.rollback", "endpoint.deploy", "endpoint.deploy", "endpoint.deploy"], audit.Select(a => a.Event.Action));
    }

    [Fact]
    public async Task Another_process_takes_up_what_the_table_says()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(1);
        await bench.DemandAsync(2);
        await using var server = new EndpointServer(await bench.OpenWorkspaceAsync(), new());
        await server.SyncAsync(default);
        Assert.True(server.IsReady);
        Assert.Equal(PredictOutcome.Unknown, (await Bench.AskAsync(server, "bikes", Row)).Answer.Outcome);

        Assert.True((await DeployModel.RunAsync(bench.Workspace, Bench.Deploy("bikes", "demand@1"), default)).Ok);
        await server.SyncAsync(default);
        Assert.Equal(1, (long)(await Bench.AskAsync(server, "bikes", Row)).Body!["version"]!);
        await DeployModel.RunAsync(bench.Workspace, Bench.Deploy("bikes", "demand@2"), default);
        await DeployModel.RollbackAsync(bench.Workspace, "bikes", "ann", "worse", null, default);
        await server.SyncAsync(default);
        Assert.Equal((1L, 3L), ((long)(await Bench.AskAsync(server, "bikes", Row)).Body!["version"]!, server.Find("bikes")!.Endpoint.Revision));

        await DeployModel.SetStateAsync(bench.Workspace, "bikes", EndpointStatus.Stopped, "ann", "holiday", null, default);
        await server.SyncAsync(default);
        var stopped = (await Bench.AskAsync(server, "bikes", Row)).Answer;
        Assert.Equal((PredictOutcome.NotReady, "The endpoint 'bikes' was stopped by ann: holiday"), (stopped.Outcome, Assert.Single(stopped.Failures).Problem));

        await DeployModel.SetStateAsync(bench.Workspace, "bikes", EndpointStatus.Live, "ann", "", null, default);
        await DeployModel.SetStateAsync(bench.Workspace, "bikes", EndpointStatus.Stopped, "ann", "", null, default);
        await server.SyncAsync(default);
        Assert.Equal("The endpoint 'bikes' was stopped by ann.", Assert.Single((await Bench.AskAsync(server, "bikes", Row)).Answer.Failures).Problem);
    }

    [Fact]
    public async Task A_change_of_a_revision_that_is_gone_is_refused()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(1);
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("bikes", "demand") with { ExpectedRevision = 0 }, default);
        Assert.Equal("endpoint.changed", Assert.Single((await server.DeployAsync(Bench.Deploy("bikes", "demand") with { ExpectedRevision = 0 }, default)).Failures).Code);
        Assert.True((await server.DeployAsync(Bench.Deploy("bikes", "demand") with { ExpectedRevision = 1 }, default)).Ok);
    }

    [Fact]
    public async Task A_version_whose_rows_depend_on_each_other_is_not_deployed()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.MixingAsync();
        Assert.Equal("deploy.batch-differs", Assert.Single((await DeployModel.RunAsync(bench.Workspace, Bench.Deploy("mixing", "mixing"), default)).Failures).Code);
        Assert.Null(await new EndpointStore(bench.Workspace).FindAsync("mixing", default));
        Assert.Equal("endpoint.bad-name", Assert.Single((await DeployModel.RunAsync(bench.Workspace, Bench.Deploy("../x", "mixing"), default)).Failures).Code);
        Assert.Equal("model.none", Assert.Single((await DeployModel.RunAsync(bench.Workspace, Bench.Deploy("x", "nothing"), default)).Failures).Code);
    }

    [Fact]
    public async Task A_version_that_fails_is_rolled_back_by_itself_and_the_reason_is_recorded()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.AbsoluteAsync();
        await bench.LogarithmAsync();
        await using var server = new EndpointServer(bench.Workspace, new());
        var rolledBack = new TaskCompletionSource<EndpointView>();
        server.Changed = view => _ = view.Endpoint.ChangedBy is "rondo" && rolledBack.TrySetResult(view);
        await server.DeployAsync(Bench.Deploy("curve", "curve@1"), default);
        await server.DeployAsync(Bench.Deploy("curve", "curve@2"), default);

        for (var i = 0; i < 40 && !rolledBack.Task.IsCompleted; i++)
        {
            var (answer, _) = await Bench.AskAsync(server, "curve", i % 2 == 0 ? """{"x": -1}""" : """{"x": 1}""");
            Assert.True(answer.Outcome is PredictOutcome.Failed or PredictOutcome.Ok);
        }

        var after = await rolledBack.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((1L, null), (after.Endpoint.Version, after.Endpoint.FormerVersion));
        Assert.Equal(PredictOutcome.Ok, (await Bench.AskAsync(server, "curve", """{"x": -1}""")).Answer.Outcome);
        var change = (await new EndpointStore(bench.Workspace).ChangesAsync("curve", 1, null, default))[0];
        Assert.Equal(("rollback", "rondo", "errors"), (change.Action, change.By, (string?)change.Evidence["rule"]));
        Assert.Equal("rondo", (await bench.Workspace.Audit.ListAsync("endpoint:curve", 1, null, default))[0].Event.Actor);
    }

    [Fact]
    public async Task A_version_that_is_too_slow_is_rolled_back_by_itself()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(1);
        await bench.DemandAsync(2);
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("bikes", "demand@1"), default);
        var strict = new ServeSettings { Guard = new() { LatencyP95 = TimeSpan.FromTicks(1) } };
        await server.DeployAsync(Bench.Deploy("bikes", "demand@2") with { Settings = strict }, default);
        for (var i = 0; i < 2000 && server.Find("bikes")!.Endpoint.Version == 2; i++)
        {
            Assert.Equal(PredictOutcome.Ok, (await Bench.AskAsync(server, "bikes", Row)).Answer.Outcome);
            await Task.Yield();
        }

        for (var i = 0; i < 300 && server.Find("bikes")!.Endpoint.Version == 2; i++)
        {
            await Task.Delay(100);
        }

        Assert.Equal(1, server.Find("bikes")!.Endpoint.Version);
        var change = (await new EndpointStore(bench.Workspace).ChangesAsync("bikes", 1, null, default))[0];
        Assert.Equal(("rollback", "rondo"), (change.Action, change.By));
        Assert.StartsWith("latency", (string)change.Evidence["rule"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_callers_send_wrong_condemns_no_version()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(1);
        await bench.DemandAsync(2);
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("bikes", "demand@1"), default);
        await server.DeployAsync(Bench.Deploy("bikes", "demand@2"), default);
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(PredictOutcome.Invalid, (await Bench.AskAsync(server, "bikes", "{}")).Answer.Outcome);
        }

        Assert.Equal(2, server.Find("bikes")!.Endpoint.Version);
        var traffic = server.RecentTraffic("bikes", DateTimeOffset.MinValue, 60);
        Assert.Equal((0L, 300L), (traffic.Sum(b => b.Ok), traffic.Sum(b => b.Invalid)));
    }

    [Fact]
    public async Task Swaps_under_load_lose_and_mix_no_answer()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(1);
        await bench.DemandAsync(2);
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("bikes", "demand@1"), default);
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var asked = 0;
            for (; !stop.IsCancellationRequested; asked++)
            {
                var rows = asked % 5 == 0 ? 3 : 1;
                var (answer, body) = await Bench.AskAsync(server, "bikes", rows == 1 ? """{"temp": 100}""" : """[{"temp": 100}, {"temp": 100}, {"temp": 100}]""");
                Assert.Equal(PredictOutcome.Ok, answer.Outcome);
                foreach (var row in rows == 1 ? [body!] : body!.AsArray().Select(r => r!).ToArray())
                {
                    Assert.Equal(((long)row["version"]! * 100) + 4, (double)row["prediction"]!);
                }
            }

            return asked;
        })).ToList();

        for (var swap = 0; swap < Swaps; swap++)
        {
            Assert.True((await server.DeployAsync(Bench.Deploy("bikes", $"demand@{2 - (swap % 2)}"), default)).Ok);
        }

        await stop.CancelAsync();
        var total = (await Task.WhenAll(callers)).Sum();
        Assert.True(total > 500, $"{total} requests were made");
        Assert.Equal(total, server.RecentTraffic("bikes", DateTimeOffset.MinValue, 60).Sum(b => b.Ok));
        Assert.Equal(Swaps + 1, server.Find("bikes")!.Endpoint.Revision);
    }

    [Fact]
    public async Task More_than_may_wait_is_shed()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(1);
        await using var server = new EndpointServer(bench.Workspace, new() { Limits = new() { Slots = 1, Waiting = 2 } });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        var many = "[" + string.Join(',', Enumerable.Repeat("""{"temp": 1}""", 9000)) + "]";
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(async () => (await Bench.AskAsync(server, "bikes", many)).Answer.Outcome)));

        Assert.All(outcomes, o => Assert.True(o is PredictOutcome.Ok or PredictOutcome.Shed));
        var bucket = server.RecentTraffic("bikes", DateTimeOffset.MinValue, 1)[0];
        Assert.Equal((outcomes.Count(o => o is PredictOutcome.Ok), outcomes.Count(o => o is PredictOutcome.Shed)), (bucket.Ok, bucket.Shed));
        Assert.Equal(0, server.Waiting);
    }
}
