using System.Text.Json.Nodes;
using Rondo.Contracts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Retraining;
using Rondo.Deployment.Serving;
using Rondo.Deployment.Tests.Alerts;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Deployment.Tests.Stores;

public sealed class Sqlite_keeps_the_deployment_contract : DeploymentStoresContract
{
    protected override string? Connection => null;
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_deployment_contract(PostgreSqlServer server) : DeploymentStoresContract
{
    private string? _connection;

    protected override string? Connection => _connection;

    protected override async Task PrepareAsync() => _connection = await server.NewSchemaAsync();
}

/// <summary>What the tables of endpoints, captures, traffic and retrainings promise.</summary>
public abstract class DeploymentStoresContract : StoreContract
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Now);

    protected abstract string? Connection { get; }

    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        Task.FromResult(new WorkspaceOptions(Home, _clock, new StageRegistry().AddDeployment().Migrations) { PostgreSql = Connection });

    [Fact]
    public async Task Every_change_of_an_endpoint_is_a_revision_with_its_history_and_its_audit_event()
    {
        var store = new EndpointStore(Workspace);
        Assert.Null(await store.FindAsync("bikes", default));
        var first = (await ChangeAsync(store, "bikes", 0, "deploy", version: 1)).Value;
        _clock.Now += TimeSpan.FromMinutes(3);
        var second = (await ChangeAsync(store, "bikes", 1, "deploy", version: 2)).Value;
        Assert.Equal((1L, 2L), (first.Revision, second.Revision));
        var found = (await store.FindAsync("bikes", default))!;
        Assert.Equal((2L, 1L, _clock.Now, 0.25), (found.Version!.Value, found.FormerVersion!.Value, found.ChangedAt, found.Settings.Capture));

        var changes = await store.ChangesAsync("bikes", 10, null, default);
        Assert.Equal([(2L, "deploy"), (1L, "deploy")], changes.Select(c => (c.Revision, c.Action)));
        Assert.Equal("0815", (string?)changes[0].Evidence["digest"]);
        Assert.Equal([1L], (await store.ChangesAsync("bikes", 10, 2, default)).Select(c => c.Revision));
        Assert.Equal([("bikes", 2L)], await store.RevisionsAsync(default));
        Assert.Equal(2, (await Workspace.Audit.ListAsync("endpoint:bikes", 10, null, default)).Count);
    }

    [Fact]
    public async Task A_change_of_what_somebody_changed_meanwhile_is_refused_and_leaves_nothing()
    {
        var store = new EndpointStore(Workspace);
        await ChangeAsync(store, "bikes", 0, "deploy", version: 1);
        Assert.Equal("endpoint.changed", (await ChangeAsync(store, "bikes", 0, "deploy", version: 2)).Failures[0].Code);
        Assert.Equal("not.wanted", (await store.ChangeAsync("bikes", 1, "deploy", [], (_, _) => Task.FromResult<Result<Endpoint>>(new Failure("not.wanted", "No.", "None.")), default)).Failures[0].Code);
        Assert.Equal(1L, (await store.FindAsync("bikes", default))!.Revision);
        Assert.Single(await store.ChangesAsync("bikes", 10, null, default));

        var other = new EndpointStore(await OpenAsync());
        var both = await Task.WhenAll(new[] { store, other }.Select(s => Task.Run(() => ChangeAsync(s, "bikes", 1, "deploy", version: 3))));
        Assert.Equal([false, true], both.Select(r => r.Ok).Order());
    }

    [Fact]
    public async Task Capture_files_are_numbered_by_endpoint_and_a_journal_is_listed_once()
    {
        var store = new CaptureStore(Workspace);
        for (var hour = 0; hour < 4; hour++)
        {
            await AddFileAsync(store, "bikes", $"bikes/{hour}.parquet", hour);
        }

        await AddFileAsync(store, "bikes", "bikes/2.parquet", 2);
        await AddFileAsync(store, "loan", "loan/0.parquet", 1);
        Assert.Equal([3L, 4L], (await store.FilesAfterAsync("bikes", 2, 10, default)).Select(f => f.Number));
        Assert.Equal([1L], (await store.FilesAfterAsync("loan", 0, 10, default)).Select(f => f.Number));
        Assert.Equal([2L, 3L], (await store.FilesBetweenAsync("bikes", Now.AddMinutes(90), Now.AddHours(3), default)).Select(f => f.Number));
        Assert.Equal([(4L, "bikes"), (3L, "bikes")], (await store.NewestAsync("bikes", long.MaxValue, 2, 0, default)).Select(f => (f.Number, f.Endpoint)));
        Assert.Equal((true, false), (await store.HasAsync("bikes/3.parquet", default), await store.HasAsync("bikes/9.parquet", default)));
        var file = (await store.FilesAfterAsync("bikes", 0, 1, default))[0];
        Assert.Equal((Path.Combine(store.Folder, "bikes/0.parquet"), 100L, Now, Now.AddMinutes(59)), (file.Path, file.Rows, file.FirstAt, file.LastAt));
    }

    [Fact]
    public async Task Servers_that_roll_at_once_give_every_file_its_own_number()
    {
        var (store, other) = (new CaptureStore(Workspace), new CaptureStore(await OpenAsync()));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => AddFileAsync(i % 2 == 0 ? store : other, "bikes", $"bikes/{i}.parquet", i))));
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), (await store.FilesAfterAsync("bikes", 0, 100, default)).Select(f => f.Number));
    }

    [Fact]
    public async Task The_traffic_of_several_servers_adds_up_by_minute()
    {
        var store = new TrafficStore(Workspace);
        var minute = Now.Micros() / TrafficStore.MinuteMicros;
        await store.AddAsync([("bikes", Piece(minute, 5, 1)), ("loan", Piece(minute, 100, 0))], default);
        await new TrafficStore(await OpenAsync()).AddAsync([("bikes", Piece(minute, 7, 0)), ("bikes", Piece(minute + 1, 2, 3))], default);

        var span = TrafficSpan.Of(Now, Now.AddMinutes(2), 2).Value!;
        var buckets = Enumerable.Range(0, span.Count).Select(i => TrafficPiece.Of(i)).ToArray();
        await store.ReadAsync("bikes", span, buckets, default);
        Assert.Equal([(12L, 1L), (2L, 3L)], buckets.Select(b => (b.Count(PredictionStatus.Ok), b.Count(PredictionStatus.Invalid))));
        Assert.Equal([12, 2], buckets.Select(b => Enumerable.Range(0, LatencyBins.Count).Sum(b.CountIn)));
    }

    [Fact]
    public async Task An_endpoint_has_one_retraining_at_a_time_and_remembers_the_others()
    {
        var store = new RetrainingStore(Workspace);
        var first = await BeginAsync("bikes");
        Assert.Equal(first.Id, (await store.RunningAsync("bikes", default))!.Id);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => BeginAsync("bikes"));
        Assert.NotNull(await BeginAsync("loan"));

        var moved = first with { State = RetrainingState.Comparing, Challenger = 2, Labels = 700, FeedbackSequence = 900, Evidence = new() { ["training"] = new JsonObject { ["run"] = "r" } } };
        await MoveAsync(moved, "training");
        var found = (await store.FindAsync(first.Id, default))!;
        Assert.Equal((RetrainingState.Comparing, 2L, 700L, "r", (DateTimeOffset?)null), (found.State, found.Challenger!.Value, found.Labels, (string?)found.Evidence["training"]!["run"], found.EndedAt));
        _clock.Now += TimeSpan.FromHours(1);
        await MoveAsync(moved with { State = RetrainingState.KeptOut, Outcome = "It is worse." }, "comparison");
        // What has ended stays as it ended.
        await MoveAsync(moved with { State = RetrainingState.Deploying }, "decision");
        found = (await store.FindAsync(first.Id, default))!;
        Assert.Equal((RetrainingState.KeptOut, "It is worse.", _clock.Now), (found.State, found.Outcome, found.EndedAt!.Value));

        _clock.Now += TimeSpan.FromHours(1);
        var second = await BeginAsync("bikes");
        Assert.Equal([second.Id, first.Id], (await store.ListAsync("bikes", 10, null, default)).Select(r => r.Id));
        Assert.Equal([first.Id], (await store.ListAsync("bikes", 10, second.Id, default)).Select(r => r.Id));
        Assert.Equal(3, (await store.ListAsync(null, 10, null, default)).Count);
        Assert.Equal(first.Id, (await store.ThatMadeAsync("city", 2, default))!.Id);
        Assert.Null(await store.ThatMadeAsync("city", 3, default));
    }

    private static Task<Result<Endpoint>> ChangeAsync(EndpointStore store, string name, long revision, string action, long version) => store.ChangeAsync(
        name, revision, action, new() { ["digest"] = "0815" },
        (_, current) => Task.FromResult<Result<Endpoint>>(
            new Endpoint(name, "city", "city", version, current?.Version, EndpointStatus.Live, 0, Now, "ann", "why") { Settings = new() { Capture = 0.25 } }),
        default);

    private static Task AddFileAsync(CaptureStore store, string endpoint, string path, int hour) =>
        store.AddAsync(endpoint, path, 100, Now.AddHours(hour).Micros(), Now.AddHours(hour).AddMinutes(59).Micros(), Digest.Of([1, 2, 3]), default, default);

    private static TrafficPiece Piece(long minute, int ok, int invalid)
    {
        var piece = TrafficPiece.Of(minute);
        for (var i = 0; i < ok + invalid; i++)
        {
            piece.Add(i < ok ? PredictionStatus.Ok : PredictionStatus.Invalid, 1000);
        }

        return piece;
    }

    private async Task<RetrainingRecord> BeginAsync(string endpoint)
    {
        var row = new RetrainingRecord(RunId.New(_clock).Value, endpoint, "city", "city", RetrainingState.Gathering)
        {
            Kind = "hand",
            Cause = "hand:1",
            Reason = "Because.",
            RequestedBy = "ann",
            Champion = 1,
            StartedAt = _clock.Now,
        };
        await Workspace.WriteAsync((transaction, ct) => RetrainingRows.InsertAsync(Workspace, transaction, row, ct), default);
        return row;
    }

    private Task MoveAsync(RetrainingRecord row, string stage) =>
        Workspace.WriteAsync((transaction, ct) => RetrainingRows.MoveAsync(Workspace, transaction, row, stage, ct), default);
}
