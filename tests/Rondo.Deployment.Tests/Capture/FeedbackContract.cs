using Rondo.Bundles.Tests;
using Rondo.Contracts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Tests.Alerts;

namespace Rondo.Deployment.Tests.Capture;

public sealed class Sqlite_keeps_the_feedback_contract : FeedbackContract
{
    protected override Task<string?> ConnectionAsync() => Task.FromResult<string?>(null);
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_feedback_contract(PostgreSqlServer server) : FeedbackContract
{
    protected override async Task<string?> ConnectionAsync() => await server.NewSchemaAsync();
}

public abstract class FeedbackContract
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    protected abstract Task<string?> ConnectionAsync();

    [Fact]
    public async Task The_same_truth_again_changes_nothing()
    {
        await using var bench = await Bench.OpenAsync(postgreSql: await ConnectionAsync());
        var store = new FeedbackStore(bench.Workspace);
        Assert.Equal((2, 1), Counts(await AddAsync(store, ("a", "1"), ("b", "2.50"), ("a", "1.0"))));
        Assert.Equal((0, 2), Counts(await AddAsync(store, ("b", "2.5"), ("a", "1"))));
        Assert.Equal([(1L, "a", "1"), (2L, "b", "2.5")], (await store.AfterAsync("bikes", 0, 10, default)).Select(f => (f.Sequence, f.Feedback.PredictionId, f.Feedback.Truth)));
        Assert.Equal(2, Assert.Single(await store.AfterAsync("bikes", 1, 10, default)).Sequence);

        static (int, int) Counts(FeedbackReport report) => (report.Accepted, report.Repeated);
    }

    [Fact]
    public async Task Another_truth_is_a_conflict_unless_it_is_to_replace_the_first()
    {
        await using var bench = await Bench.OpenAsync(postgreSql: await ConnectionAsync());
        var store = new FeedbackStore(bench.Workspace);
        await AddAsync(store, ("a", "1"), ("b", "2"));
        var report = await AddAsync(store, ("a", "9"), ("c", "3"));
        Assert.Equal(new FeedbackConflict("a", "1", "9"), Assert.Single(report.Conflicts));
        Assert.Equal(1, report.Accepted);

        var replaced = (await store.AddAsync("bikes", Models.DemandSignature, [new("a", "9", Then)], replace: true, default)).Value;
        Assert.Equal(1, replaced.Replaced);
        Assert.Equal((4L, "9"), ((await store.FindAsync("bikes", "a", default))!.Sequence, (await store.FindAsync("bikes", "a", default))!.Feedback.Truth));
    }

    [Theory]
    [InlineData("many")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    public async Task A_truth_that_is_no_number_is_refused_with_its_place_and_nothing_is_kept(string truth)
    {
        await using var bench = await Bench.OpenAsync(postgreSql: await ConnectionAsync());
        var store = new FeedbackStore(bench.Workspace);
        var failure = Assert.Single((await store.AddAsync("bikes", Models.DemandSignature, [new("a", "1", Then), new("b", truth, Then)], replace: false, default)).Failures);
        Assert.Equal(("feedback.truth", "1"), (failure.Code, failure.Arguments["row"]));
        Assert.Null(await store.FindAsync("bikes", "a", default));
    }

    [Fact]
    public async Task A_class_must_be_known_and_an_id_possible()
    {
        await using var bench = await Bench.OpenAsync(postgreSql: await ConnectionAsync());
        var store = new FeedbackStore(bench.Workspace);
        Assert.True((await store.AddAsync("loan", Models.LoanSignature, [new("a", "yes", Then)], replace: false, default)).Ok);
        Assert.Contains("no, yes", Assert.Single((await store.AddAsync("loan", Models.LoanSignature, [new("a", "maybe", Then)], replace: false, default)).Failures).Remedy, StringComparison.Ordinal);
        Assert.Equal("prediction.bad-id", Assert.Single((await store.AddAsync("loan", Models.LoanSignature, [new("a b", "yes", Then)], replace: false, default)).Failures).Code);
    }

    [Fact]
    public async Task Many_writers_give_every_truth_its_own_number()
    {
        await using var bench = await Bench.OpenAsync(postgreSql: await ConnectionAsync());
        var other = new FeedbackStore(await bench.OpenWorkspaceAsync());
        var store = new FeedbackStore(bench.Workspace);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => AddAsync(i % 2 == 0 ? store : other, ($"a{i}", "1"), ($"b{i}", "2")))));
        Assert.Equal(Enumerable.Range(1, 80).Select(i => (long)i), (await store.AfterAsync("bikes", 0, 100, default)).Select(f => f.Sequence));
    }

    private static async Task<FeedbackReport> AddAsync(FeedbackStore store, params (string Id, string Truth)[] items) =>
        (await store.AddAsync("bikes", Models.DemandSignature, [.. items.Select(i => new Feedback(i.Id, i.Truth, Then))], replace: false, default)).Value;
}
