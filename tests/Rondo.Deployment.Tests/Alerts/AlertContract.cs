using System.Text.Json.Nodes;
using Rondo.Contracts;
using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Deployment.Tests.Alerts;

[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}

public sealed class Sqlite_keeps_the_alert_contract : AlertContract
{
    protected override string? Connection => null;
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_alert_contract(PostgreSqlServer server) : AlertContract
{
    private string? _connection;

    protected override string? Connection => _connection;

    protected override async Task PrepareAsync() => _connection = await server.NewSchemaAsync();
}

public abstract class AlertContract : StoreContract
{
    private readonly ManualClock _clock = new(new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected abstract string? Connection { get; }

    private AlertStore Alerts => new(Workspace);

    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        Task.FromResult(new WorkspaceOptions(Home, _clock, new StageRegistry().AddDeployment().Migrations) { PostgreSql = Connection });

    [Fact]
    public async Task An_endpoint_and_rule_have_one_open_alert_at_most()
    {
        var first = await RaiseAsync("drift", "x has drifted.");
        var again = await RaiseAsync("drift", "x and y have drifted.");
        await RaiseAsync("errors", "Many errors.");
        Assert.Equal(first.Id, again.Id);
        Assert.Equal("x and y have drifted.", again.Sentence);
        Assert.Equal(2, (await Alerts.ListAsync(new("bikes"), 10, null, default)).Count);
        Assert.Single(await Alerts.HistoryAsync(first.Id, default));
    }

    [Fact]
    public async Task A_pending_alert_fires_when_it_is_raised_for_good()
    {
        var pending = await RaiseAsync("drift", "Once.", pending: true);
        Assert.Equal((AlertState.Pending, (long?)null), (pending.State, pending.FiredSequence));
        Assert.Equal(AlertState.Pending, (await RaiseAsync("drift", "Still.", pending: true)).State);
        var firing = await RaiseAsync("drift", "Twice.");
        Assert.Equal((AlertState.Firing, 1L), (firing.State, firing.FiredSequence!.Value));
        Assert.Equal(AlertState.Firing, (await RaiseAsync("drift", "Thrice.", pending: true)).State);
        Assert.Equal([AlertState.Pending, AlertState.Firing], (await Alerts.HistoryAsync(firing.Id, default)).Select(e => e.State));
    }

    [Fact]
    public async Task Alerts_that_began_to_fire_are_followed_by_a_growing_number()
    {
        var one = await RaiseAsync("drift", "1");
        await RaiseAsync("quality", "2", pending: true);
        var two = await RaiseAsync("errors", "3");
        Assert.Equal([one.Id, two.Id], (await Alerts.FiredAfterAsync(0, 10, default)).Select(a => a.Id));
        Assert.Equal([two.Id], (await Alerts.FiredAfterAsync(one.FiredSequence!.Value, 10, default)).Select(a => a.Id));
    }

    [Fact]
    public async Task What_people_do_is_remembered_and_audited()
    {
        var alert = await RaiseAsync("drift", "x has drifted.");
        _clock.Now += TimeSpan.FromMinutes(5);
        var taken = await ChangeAsync(alert, AlertAction.Acknowledge, "looking");
        Assert.Equal((AlertState.Acknowledged, "ann"), (taken.Value!.State, taken.Value.Owner));
        Assert.Equal((AlertState.Acknowledged, 2), ((await ChangeAsync(alert, AlertAction.Acknowledge, "")).Value!.State, (await Alerts.HistoryAsync(alert.Id, default)).Count));
        Assert.Equal(AlertState.Acknowledged, (await RaiseAsync("drift", "x has drifted more.")).State);
        var over = await ChangeAsync(alert, AlertAction.Resolve, "source mended");
        Assert.Equal((AlertState.Resolved, _clock.Now), (over.Value!.State, over.Value.ResolvedAt!.Value));
        Assert.Equal("alert.resolved", (await ChangeAsync(alert, AlertAction.Resolve, "")).Failures[0].Code);
        Assert.Equal(["alert.acknowledge", "alert.firing", "alert.resolve"], (await Workspace.Audit.ListAsync($"alert:{alert.Id}", 10, null, default)).Select(e => e.Event.Action).Order(StringComparer.Ordinal));
        Assert.NotEqual(alert.Id, (await RaiseAsync("drift", "Again.")).Id);
    }

    [Fact]
    public async Task A_beginning_that_several_alerts_have_is_answered_with_their_ids()
    {
        var (one, other) = (await RaiseAsync("drift", "x has drifted."), await RaiseAsync("quality", "y is missing."));
        var failure = Assert.Single((await ChangeAlert.RunAsync(Workspace, new(one.Id[..8], AlertAction.Acknowledge, "ann"), default)).Failures);
        Assert.Equal("alert.several", failure.Code);
        Assert.Contains(one.Id, failure.Problem, StringComparison.Ordinal);
        Assert.Contains(other.Id, failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silenced_alert_speaks_again_after_its_time_if_it_still_holds()
    {
        var alert = await RaiseAsync("drift", "x has drifted.");
        Assert.Equal("alert.until", (await ChangeAlert.RunAsync(Workspace, new(alert.Id, AlertAction.Silence, "ann", "", _clock.Now - TimeSpan.FromHours(1)), default)).Failures[0].Code);
        Assert.True((await ChangeAlert.RunAsync(Workspace, new(alert.Id[..31], AlertAction.Silence, "ann", "holiday", _clock.Now + TimeSpan.FromHours(1)), default)).Ok);
        Assert.Equal(AlertState.Silenced, (await RaiseAsync("drift", "Still.")).State);
        _clock.Now += TimeSpan.FromHours(2);
        var again = await RaiseAsync("drift", "Still.");
        Assert.Equal((AlertState.Firing, alert.FiredSequence), (again.State, again.FiredSequence));
    }

    [Fact]
    public async Task An_unknown_alert_is_said_to_be_unknown()
    {
        await RaiseAsync("drift", "x has drifted.");
        foreach (var id in new[] { "feed", "" })
        {
            Assert.Equal("alert.unknown", (await ChangeAlert.RunAsync(Workspace, new(id, AlertAction.Resolve, "ann"), default)).Failures[0].Code);
        }
    }

    [Fact]
    public async Task A_list_goes_on_where_it_ended()
    {
        foreach (var rule in new[] { "a", "b", "c" })
        {
            await RaiseAsync(rule, rule);
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        var page = await Alerts.ListAsync(new(OpenOnly: true), 2, null, default);
        Assert.Equal(["c", "b"], page.Select(a => a.Rule));
        Assert.Equal(["a"], (await Alerts.ListAsync(new(OpenOnly: true), 2, page[^1].Id, default)).Select(a => a.Rule));
        Assert.Empty(await Alerts.ListAsync(new(State: AlertState.Silenced), 2, null, default));
    }

    [Fact]
    public async Task A_webhook_is_told_once_in_signed_json_and_again_while_it_fails()
    {
        using var receiver = new WebhookReceiver { Status = 500 };
        await EndpointAsync();
        await RaiseAsync("drift", "x has drifted.", channels: 1);
        using var http = TellAlerts.Client();
        var tell = new TellAlerts(Workspace, http);
        var secrets = new ProjectSecrets(new Dictionary<string, string>(StringComparer.Ordinal) { ["HOOK"] = receiver.Address.AbsoluteUri, ["KEY"] = "s3cret" });
        var request = new TellRequest("city", [new WebhookChannel(receiver.Address, "s3cret")], [], new("http://rondo.example"), secrets);
        Assert.Equal((0, 1), await tell.RunAsync(request, default));
        Assert.Equal((0, 0), await tell.RunAsync(request, default));
        _clock.Now += TimeSpan.FromSeconds(11);
        receiver.Status = 200;
        Assert.Equal((1, 0), await tell.RunAsync(request, default));
        Assert.Equal((0, 0), await tell.RunAsync(request, default));

        var (headers, body) = receiver.Received[^1];
        Assert.Equal(receiver.Received[0].Headers["X-Rondo-Delivery"], headers["X-Rondo-Delivery"]);
        var expected = System.Security.Cryptography.HMACSHA256.HashData("s3cret"u8, System.Text.Encoding.UTF8.GetBytes($"{headers["X-Rondo-Timestamp"]}.{body}"));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(expected), headers["X-Rondo-Signature"]);
        var alert = JsonNode.Parse(body)!["alerts"]![0]!;
        Assert.Equal("x has drifted.", (string?)alert["sentence"]);
        Assert.StartsWith("http://rondo.example/alerts/", (string?)alert["link"], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", await DumpAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Address.AbsoluteUri, await DumpAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_goes_to_the_people_of_the_charter()
    {
        using var server = new MailSink();
        await EndpointAsync();
        await RaiseAsync("errors", "12 % of the requests failed.", channels: 1);
        using var http = TellAlerts.Client();
        var mail = new MailChannel("127.0.0.1", server.Port, "rondo@example.org", []) { Encrypted = false };
        Assert.Equal((1, 0), await new TellAlerts(Workspace, http).RunAsync(new("city", [mail], ["ann@example.org", "op@example.org"], null, ProjectSecrets.None), default));
        var text = await server.ReceivedAsync();
        Assert.Contains("RCPT TO:<ann@example.org>", text, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<op@example.org>", text, StringComparison.Ordinal);
        Assert.Contains("bikes", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reachable_is_tried_ever_more_rarely_and_given_up()
    {
        await EndpointAsync();
        await RaiseAsync("errors", "Many.", channels: 1);
        using var http = TellAlerts.Client();
        var request = new TellRequest("city", [new WebhookChannel(new("http://127.0.0.1:1/"), null)], [], null, ProjectSecrets.None);
        var tries = 0;
        for (var hour = 0; hour < 80; hour++)
        {
            tries += (await new TellAlerts(Workspace, http).RunAsync(request, default)).Failed;
            _clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(12, tries);
    }

    private Task<Alert> RaiseAsync(string rule, string sentence, bool pending = false, int channels = 0) =>
        RaiseAlert.RunAsync(Workspace, new("bikes", rule, AlertSeverity.Warning, sentence, new JsonObject { ["rows"] = 7 }) { Pending = pending }, channels, default);

    private Task<Result<Alert>> ChangeAsync(Alert alert, AlertAction action, string comment) =>
        ChangeAlert.RunAsync(Workspace, new(alert.Id, action, "ann", comment), default);

    private Task EndpointAsync() => Workspace.WriteAsync(
        (transaction, ct) => transaction.ExecuteSqlAsync(
            "INSERT INTO endpoints (name, project, model, state, revision, changed_at, changed_by, reason) VALUES ('bikes', 'city', 'm', 'live', 1, 0, 'ann', '')", [], ct),
        default);

    private Task<string> DumpAsync() => Workspace.Metadata.ReadAsync(
        async (connection, ct) =>
        {
            await using var command = connection.Sql("SELECT content || problem FROM alert_outbox");
            return string.Join('\n', await command.ToListAsync(r => r.GetString(0), ct));
        },
        default);
}
