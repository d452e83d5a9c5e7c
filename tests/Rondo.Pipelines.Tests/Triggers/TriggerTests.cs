using System.Globalization;
using Rondo.Pipelines.Triggers;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Triggers;

public sealed class TriggerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("hourly", "2026-11-21T14:59:59Z", "2026-11-21T14:00:00Z")]
    [InlineData("daily", "2026-11-21T14:59:59Z", "2026-11-21T00:00:00Z")]
    [InlineData("weekly", "2026-11-22T23:00:00Z", "2026-11-16T00:00:00Z")]
    [InlineData("weekly", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("monthly", "2026-02-28T10:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("every 6h", "2026-11-21T14:59:59Z", "2026-11-21T12:00:00Z")]
    [InlineData("15 4 * * *", "2026-11-21T04:15:00Z", "2026-11-21T04:15:00Z")]
    [InlineData("15 4 * * *", "2026-11-21T04:14:59Z", "2026-11-20T04:15:00Z")]
    [InlineData("0 3 * * 1", "2026-11-21T14:59:59Z", "2026-11-16T03:00:00Z")]
    [InlineData("0 3 * * 7", "2026-11-21T14:59:59Z", "2026-11-15T03:00:00Z")]
    [InlineData("0 3 * * 0", "2026-11-21T14:59:59Z", "2026-11-15T03:00:00Z")]
    [InlineData("0 3 * * 1-5", "2026-11-22T14:59:59Z", "2026-11-20T03:00:00Z")]
    [InlineData("*/20 * * * *", "2026-11-21T14:59:59Z", "2026-11-21T14:40:00Z")]
    [InlineData("0 0 29 2 *", "2027-11-21T14:59:59Z", "2024-02-29T00:00:00Z")]
    public void A_schedule_is_due_at_round_times(string schedule, string now, string due) =>
        Assert.Equal(At(due), TriggerSchedule.Parse(schedule)!.LastDue(At(now)));

    [Theory]
    [InlineData("fortnightly")]
    [InlineData("every")]
    [InlineData("every 5s")]
    [InlineData("every cow")]
    [InlineData("61 * * * *")]
    [InlineData("0 3 1 * 1")]
    [InlineData("0 0 3 ? * MON")]
    [InlineData("* * * *")]
    public void What_is_no_schedule_is_not_read(string text) => Assert.Null(TriggerSchedule.Parse(text));

    [Theory]
    [InlineData("hourly", "2026-11-21T15:00:00Z")]
    [InlineData("daily", "2026-11-22T00:00:00Z")]
    [InlineData("weekly", "2026-11-23T00:00:00Z")]
    [InlineData("monthly", "2026-12-01T00:00:00Z")]
    [InlineData("every 6h", "2026-11-21T18:00:00Z")]
    [InlineData("0 3 * * 1-5", "2026-11-23T03:00:00Z")]
    [InlineData("*/20 * * * *", "2026-11-21T14:40:00Z")]
    public void The_next_time_follows_the_last(string schedule, string next) =>
        Assert.Equal(At(next), TriggerSchedule.Parse(schedule)!.NextDue(At("2026-11-21T14:30:00Z")));

    [Fact]
    public async Task The_same_cause_fires_once_however_many_see_it()
    {
        await using var place = await Place.OpenAsync();
        var request = new FireRequest("retrain/bikes", "bikes", "alert", "alert:7", "rondo") { Evidence = new() { ["rule"] = "drift" } };

        var firings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FireTrigger.RunAsync(place.Workspace, request, None)));

        Assert.All(firings, f => Assert.Equal(1, f.Number));
        var waiting = Assert.Single(await new FiringStore(place.Workspace).WaitingAsync("retrain/bikes", None));
        Assert.Equal("drift", (string?)waiting.Evidence["rule"]);
        Assert.Single(await place.Workspace.Audit.ListAsync("trigger:retrain/bikes", 10, null, None));
    }

    [Fact]
    public async Task A_schedule_fires_when_it_becomes_due_and_once_for_all_that_was_missed()
    {
        await using var place = await Place.OpenAsync();
        var weekly = TriggerSchedule.Parse("weekly")!;

        Assert.False(await FireTrigger.WhenDueAsync(place.Workspace, "t", "p", weekly, At("2026-11-21T10:00:00Z"), None));
        Assert.False(await FireTrigger.WhenDueAsync(place.Workspace, "t", "p", weekly, At("2026-11-22T10:00:00Z"), None));
        Assert.True(await FireTrigger.WhenDueAsync(place.Workspace, "t", "p", weekly, At("2026-11-23T00:00:05Z"), None));
        Assert.False(await FireTrigger.WhenDueAsync(place.Workspace, "t", "p", weekly, At("2026-11-23T00:00:06Z"), None));
        Assert.True(await FireTrigger.WhenDueAsync(place.Workspace, "t", "p", weekly, At("2026-12-20T00:00:00Z"), None));

        Assert.Equal(["schedule:2026-11-23T00:00:00Z", "schedule:2026-12-14T00:00:00Z"], (await new FiringStore(place.Workspace).WaitingAsync("t", None)).Select(f => f.Cause));
    }

    [Fact]
    public async Task A_firing_is_settled_by_one()
    {
        await using var place = await Place.OpenAsync();
        var firing = await FireTrigger.RunAsync(place.Workspace, new("t", "p", "hand", "hand:1", "ann"), None);
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => place.Workspace.WriteAsync(
            async (transaction, ct) => taken += await FiringStore.SettleAsync(transaction, firing, FiringState.Taken, "started", ct) ? 1 : 0, None)));

        Assert.Equal(1, taken);
        Assert.Empty(await new FiringStore(place.Workspace).WaitingAsync("t", None));
        Assert.Equal((FiringState.Taken, "started"), (await new FiringStore(place.Workspace).ListAsync("t", 5, None)).Select(f => (f.State, f.Note)).Single());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Place(string folder, Workspace workspace) : IAsyncDisposable
    {
        public Workspace Workspace => workspace;

        public static async Task<Place> OpenAsync()
        {
            var folder = Directory.CreateTempSubdirectory("rondo-triggers-").FullName;
            return new(folder, await Workspace.OpenAsync(new(folder, TimeProvider.System, new StageRegistry().AddPipelines().Migrations), None));
        }

        public async ValueTask DisposeAsync()
        {
            await workspace.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
