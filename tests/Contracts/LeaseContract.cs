using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>What every lease store promises.</summary>
public abstract class LeaseContract : StoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    private ILeaseStore Leases => Workspace.Leases;

    [Fact]
    public async Task A_held_lease_is_nobody_elses_and_one_given_back_is_anybodys()
    {
        var mine = (await Leases.TryAcquireAsync("nightly", "me", Long, default))!;
        Assert.Null(await Leases.TryAcquireAsync("nightly", "you", Long, default));
        Assert.NotNull(await Leases.TryAcquireAsync("weekly", "you", Long, default));

        await Leases.ReleaseAsync(mine, default);
        var yours = (await Leases.TryAcquireAsync("nightly", "you", Long, default))!;
        Assert.True(yours.Token > mine.Token);
    }

    [Fact]
    public async Task An_owner_that_asks_again_keeps_its_token()
    {
        var first = await Leases.TryAcquireAsync("nightly", "me", Long, default);
        Assert.Equal(first, await Leases.TryAcquireAsync("nightly", "me", Long, default));
    }

    [Fact]
    public async Task An_expired_lease_is_taken_with_a_larger_token_and_its_old_owner_can_no_longer_publish()
    {
        var old = (await Leases.TryAcquireAsync("step", "old", Short, default))!;
        var taken = await UntilTakenAsync("step", "new");

        Assert.True(taken.Token > old.Token);
        Assert.False(await Leases.RenewAsync(old, Long, default));
        await Leases.ReleaseAsync(old, default);

        var staged = await Workspace.Artifacts.StageAsync("late result"u8.ToArray(), default);
        var failure = await FailureOfAsync(() => Workspace.WriteAsync(
            async (t, ct) =>
            {
                await Workspace.Artifacts.PublishAsync(t, [staged], ct);
                await Leases.DemandAsync(t, old, ct);
            },
            default));
        Assert.Equal("lease.lost", failure.Code);
        Assert.Empty(await Workspace.Artifacts.PresentAsync([staged.Digest], default));
        await Workspace.WriteAsync((t, ct) => Leases.DemandAsync(t, taken, ct), default);
    }

    [Fact]
    public async Task A_renewed_lease_outlives_its_first_term()
    {
        var mine = (await Leases.TryAcquireAsync("step", "me", Short, default))!;
        Assert.True(await Leases.RenewAsync(mine, Long, default));
        await Task.Delay(Short * 2);
        Assert.Null(await Leases.TryAcquireAsync("step", "you", Long, default));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_it()
    {
        var workspaces = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));
        var got = await Task.WhenAll(workspaces.Select((w, i) => Task.Run(() => w.Leases.TryAcquireAsync("one", $"owner {i}", Long, default))));
        Assert.Single(got, l => l is not null);
    }

    private async Task<Lease> UntilTakenAsync(string name, string owner)
    {
        while (true)
        {
            if (await Leases.TryAcquireAsync(name, owner, Long, default) is { } lease)
            {
                return lease;
            }

            await Task.Delay(20);
        }
    }
}
