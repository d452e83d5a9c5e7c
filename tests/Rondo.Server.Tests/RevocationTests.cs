using Rondo.Contracts;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Tests;

/// <summary>Who is taken out, in this server or beside it, is nobody with the next request, although a server remembers whose a token is.</summary>
public abstract class RevocationContract : StoreContract
{
    private const int Rounds = 50;

    // Time stands still: what is remembered does not end by itself.
    private readonly StandingClock _clock = new();

    [Fact]
    public async Task A_token_revoked_by_another_process_of_this_folder_opens_nothing_more()
    {
        var (here, beside) = (new AccessStore(Workspace), new AccessStore(await OpenAsync()));
        using var server = new KnownTokens(here, Workspace, _clock);
        var (id, hash) = await TokenAsync(here, "eve");
        Assert.NotNull(await server.FindAsync(hash, default));
        Assert.True(await beside.RevokeAsync(id, "ann", default));
        Assert.Null(await server.FindAsync(hash, default));
    }

    [Fact]
    public async Task A_user_removed_by_another_process_is_nobody_and_a_smaller_role_is_smaller_with_the_next_request()
    {
        var (here, beside) = (new AccessStore(Workspace), new AccessStore(await OpenAsync()));
        using var server = new KnownTokens(here, Workspace, _clock);
        Assert.True((await here.GrantAsync("ann", Caller.Everywhere, Role.Owner, "ann", default)).Ok);
        var (_, hash) = await TokenAsync(here, "eve");
        Assert.True((await server.FindAsync(hash, default))!.Value.Caller.May(Role.Operator, null));
        Assert.True((await beside.GrantAsync("eve", Caller.Everywhere, Role.Viewer, "ann", default)).Ok);
        Assert.False((await server.FindAsync(hash, default))!.Value.Caller.May(Role.Operator, null));
        Assert.True((await beside.RemoveAsync("eve", "ann", default)).Ok);
        Assert.Null(await server.FindAsync(hash, default));
    }

    [Fact]
    public async Task A_request_that_looks_while_the_token_is_revoked_leaves_nothing_remembered()
    {
        var store = new AccessStore(Workspace);
        using var server = new KnownTokens(store, Workspace, _clock);
        for (var round = 0; round < Rounds; round++)
        {
            var (id, hash) = await TokenAsync(store, "eve");
            var looking = Enumerable.Range(0, 4).Select(_ => Task.Run(() => server.FindAsync(hash, default)));
            var revoking = Task.Run(() => store.RevokeAsync(id, "ann", default));
            await Task.WhenAll([.. looking, revoking]);
            Assert.Null(await server.FindAsync(hash, default));
        }
    }

    [Fact]
    public async Task The_database_is_not_asked_again_while_nothing_changes()
    {
        var store = new AccessStore(Workspace);
        using var server = new KnownTokens(store, Workspace, _clock);
        var (id, hash) = await TokenAsync(store, "eve");
        Assert.NotNull(await server.FindAsync(hash, default));

        // Behind the program's back, so that asking would find it.
        await Workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync("DELETE FROM tokens WHERE id = @id", [("id", id)], ct), default);
        Assert.NotNull(await server.FindAsync(hash, default));
        _clock.Now += TimeSpan.FromSeconds(2);
        Assert.Null(await server.FindAsync(hash, default));
    }

    [Fact]
    public async Task Without_its_mark_a_server_remembers_nothing()
    {
        var store = new AccessStore(Workspace);
        using var server = new KnownTokens(store, Workspace, _clock);
        var (id, hash) = await TokenAsync(store, "eve");
        await File.WriteAllTextAsync(Path.Combine(Home, AccessMark.FileName), "cut");
        Assert.NotNull(await server.FindAsync(hash, default));
        await Workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync("DELETE FROM tokens WHERE id = @id", [("id", id)], ct), default);
        Assert.Null(await server.FindAsync(hash, default));
    }

    private protected static async Task<(string Id, string Hash)> TokenAsync(AccessStore store, string user)
    {
        Assert.True((await store.GrantAsync(user, Caller.Everywhere, Role.Operator, "ann", default)).Ok);
        var made = (await store.CreateTokenAsync(new(user, "", null), "ann", default)).Value;
        return (made.Record.Id, Token.HashOf(made.Text)!);
    }

    private protected sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

public sealed class SqliteRevocationTests : RevocationContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, Composition.Stages().Migrations));
}

public sealed class PostgreSqlRevocationTests(PostgreSqlServer postgres) : RevocationContract, IClassFixture<PostgreSqlServer>
{
    private string? _schema;

    [Fact]
    public async Task A_server_with_another_folder_on_the_same_database_learns_it_within_two_seconds()
    {
        await using var elsewhere = await Workspace.OpenAsync(await OptionsAsync(TimeProvider.System) with { Folder = NewPath("elsewhere") }, default);
        var clock = new StandingClock();
        using var server = new KnownTokens(new(elsewhere), elsewhere, clock);
        var (id, hash) = await TokenAsync(new(Workspace), "eve");
        Assert.NotNull(await server.FindAsync(hash, default));
        Assert.True(await new AccessStore(Workspace).RevokeAsync(id, "ann", default));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Null(await server.FindAsync(hash, default));
    }

    [Fact]
    public async Task While_the_database_cannot_be_reached_who_was_known_is_known_for_ten_minutes_and_nobody_else()
    {
        var own = new PostgreSqlServer();
        await own.InitializeAsync();
        await using var outage = await Workspace.OpenAsync(await OptionsAsync(TimeProvider.System) with { Folder = NewPath("outage"), PostgreSql = await own.NewSchemaAsync() }, default);
        var (clock, store) = (new StandingClock(), new AccessStore(outage));
        using var server = new KnownTokens(store, outage, clock);
        var (_, known) = await TokenAsync(store, "eve");
        var (_, other) = await TokenAsync(store, "bob");
        Assert.NotNull(await server.FindAsync(known, default));
        await own.DisposeAsync();

        clock.Now += TimeSpan.FromMinutes(9);
        Assert.Equal("eve", (await server.FindAsync(known, default))!.Value.Caller.Name);
        Assert.Equal("store.unreachable", (await Assert.ThrowsAsync<Kernel.FailureException>(() => server.FindAsync(other, default))).Failures[0].Code);
        clock.Now += TimeSpan.FromMinutes(1);
        await Assert.ThrowsAsync<Kernel.FailureException>(() => server.FindAsync(known, default));
    }

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, Composition.Stages().Migrations) { PostgreSql = _schema ??= await postgres.NewSchemaAsync() };
}
