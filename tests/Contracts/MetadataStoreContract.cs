using System.Data.Common;
using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>What every metadata store promises.</summary>
public abstract class MetadataStoreContract : StoreContract
{
    private IMetadataStore Store => Workspace.Metadata;

    [Fact]
    public async Task A_write_is_seen_by_others_when_it_completes_and_not_before()
    {
        await MakeTableAsync();
        var other = await OpenAsync();
        var before = await Store.WriteAsync(
            async (t, ct) =>
            {
                await t.ExecuteSqlAsync("INSERT INTO items (id) VALUES (1)", [], ct);
                return await CountAsync(other);
            },
            default);

        Assert.Equal((0, 1), (before, await CountAsync(other)));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing()
    {
        await MakeTableAsync();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Workspace.WriteAsync(
            async (t, ct) =>
            {
                await t.ExecuteSqlAsync("INSERT INTO items (id) VALUES (1)", [], ct);
                throw new InvalidOperationException("changed my mind");
            },
            default));
        Assert.Equal("changed my mind", thrown.Message);
        Assert.Equal(0, await CountAsync(Workspace));
    }

    [Fact]
    public async Task Writes_that_wait_together_share_a_commit_and_one_that_fails_takes_no_other_with_it()
    {
        await MakeTableAsync();
        var gate = new TaskCompletionSource();
        var first = Workspace.WriteAsync((_, _) => gate.Task, default);
        var waiting = Enumerable.Range(0, 60).Select(i => Workspace.WriteAsync(
            async (t, ct) =>
            {
                await t.ExecuteSqlAsync("INSERT INTO items (id) VALUES (@id)", [("id", (long)i)], ct);
                if (i % 3 == 0)
                {
                    // Fails in the database itself: the row is there already.
                    await t.ExecuteSqlAsync("INSERT INTO items (id) VALUES (@id)", [("id", (long)i)], ct);
                }
            },
            default)).ToList();
        gate.SetResult();
        await first;

        for (var i = 0; i < waiting.Count; i++)
        {
            if (i % 3 == 0)
            {
                await Assert.ThrowsAnyAsync<DbException>(() => waiting[i]);
            }
            else
            {
                await waiting[i];
            }
        }

        Assert.Equal(40, await CountAsync(Workspace));
    }

    [Fact]
    public async Task Eight_writers_lose_no_update()
    {
        await MakeTableAsync();
        await ExecuteAsync("INSERT INTO items (id, n) VALUES (1, 0)");
        var workspaces = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));

        await Task.WhenAll(workspaces.SelectMany(w => Enumerable.Range(0, 25).Select(_ => Task.Run(() => w.WriteAsync(
            async (t, ct) =>
            {
                await using var read = t.Sql("SELECT n FROM items WHERE id = 1");
                var n = (long)(await read.ExecuteScalarAsync(ct))!;
                await t.ExecuteSqlAsync("UPDATE items SET n = @n WHERE id = 1", [("n", n + 1)], ct);
            },
            default)))));

        Assert.Equal(200L, await ScalarAsync<long>("SELECT n FROM items"));
    }

    [Fact]
    public async Task A_write_inside_a_write_is_a_mistake_that_is_told_at_once()
    {
        await MakeTableAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Workspace.WriteAsync((_, ct) => ExecuteAsync("INSERT INTO items (id) VALUES (1)"), default));
        await ExecuteAsync("INSERT INTO items (id) VALUES (2)");
        Assert.Equal(1, await CountAsync(Workspace));
    }

    [Fact]
    public async Task A_write_that_ends_its_own_transaction_fails_and_the_next_one_works()
    {
        await MakeTableAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Workspace.WriteAsync((t, ct) => t.RollbackAsync(ct), default));
        await ExecuteAsync("INSERT INTO items (id) VALUES (2)");
        Assert.Equal(1, await CountAsync(Workspace));
    }

    [Fact]
    public async Task A_write_cancelled_while_it_waits_is_never_run()
    {
        await MakeTableAsync();
        var gate = new TaskCompletionSource();
        var first = Workspace.WriteAsync((_, _) => gate.Task, default);
        using var cancel = new CancellationTokenSource();
        var ran = false;
        var waiting = Workspace.WriteAsync(
            (_, _) =>
            {
                ran = true;
                return Task.CompletedTask;
            },
            cancel.Token);
        await cancel.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await first;
        Assert.False(ran);
    }

    [Fact]
    public async Task Readers_go_on_while_a_write_is_open()
    {
        await MakeTableAsync();
        await ExecuteAsync("INSERT INTO items (id) VALUES (1)");
        var gate = new TaskCompletionSource();
        var inside = new TaskCompletionSource();
        var write = Workspace.WriteAsync(
            async (t, ct) =>
            {
                await t.ExecuteSqlAsync("DELETE FROM items", [], ct);
                inside.SetResult();
                await gate.Task;
            },
            default);
        await inside.Task;

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CountAsync(Workspace))));
        Assert.All(counts, c => Assert.Equal(1, c));
        gate.SetResult();
        await write;
        Assert.Equal(0, await CountAsync(Workspace));
    }

    [Fact]
    public async Task A_reader_cannot_be_spoiled_by_one_that_failed()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => ScalarAsync<long>("SELECT nonsense FROM nowhere"));
        Assert.Equal(1L, await ScalarAsync<long>("SELECT CAST(1 AS BIGINT)"));
    }

    [Fact]
    public async Task Later_migrations_run_on_an_older_database_and_keep_its_rows()
    {
        await using (var early = await OpenWithAsync("Early"))
        {
            await early.WriteAsync((t, ct) => t.ExecuteSqlAsync("INSERT INTO beds (name, length) VALUES ('roses', 2.5)", [], ct), default);
        }

        await using var late = await OpenWithAsync("Late");
        var kind = Store.Dialect == SqlDialect.Sqlite ? "sqlite" : "postgresql";
        Assert.Equal(kind, await ScalarAsync<string>("SELECT kind FROM beds WHERE name = 'roses'"));
        await using var again = await OpenWithAsync("Late");
        Assert.Equal(2L, await ScalarAsync<long>("SELECT COUNT(*) FROM schema_migrations WHERE owner = 'garden'"));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_a_sentence()
    {
        await (await OpenWithAsync("Late")).DisposeAsync();
        var failure = await FailureOfAsync(() => OpenWithAsync("Early"));
        Assert.Equal("store.newer", failure.Code);
        Assert.Contains("002_kind", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_ran_is_refused()
    {
        await (await OpenWithAsync("Early")).DisposeAsync();
        Assert.Equal("store.other-migration", (await FailureOfAsync(() => OpenWithAsync("Changed"))).Code);
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => OpenWithAsync("Broken"));
        Assert.Equal(0L, await ScalarAsync<long>("SELECT COUNT(*) FROM schema_migrations WHERE owner = 'garden'"));
        await (await OpenWithAsync("Early")).DisposeAsync();
        await Assert.ThrowsAnyAsync<DbException>(() => ScalarAsync<long>("SELECT COUNT(*) FROM half_done"));
    }

    [Fact]
    public async Task Many_may_open_and_migrate_at_once()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenWithAsync("Late"))));
        foreach (var workspace in opened)
        {
            await workspace.DisposeAsync();
        }

        Assert.Equal(2L, await ScalarAsync<long>("SELECT COUNT(*) FROM schema_migrations WHERE owner = 'garden'"));
    }

    private async Task<Workspace> OpenWithAsync(string version) => await Workspace.OpenAsync(
        await OptionsAsync(TimeProvider.System) with { Migrations = [new("garden", typeof(StoreContract).Assembly, $"Rondo.Contracts.Garden.{version}.")] }, default);

    private Task MakeTableAsync() => ExecuteAsync("CREATE TABLE items (id BIGINT NOT NULL PRIMARY KEY, n BIGINT)");

    private static Task<int> CountAsync(Workspace workspace) => workspace.Metadata.ReadAsync(
        async (connection, ct) =>
        {
            await using var command = connection.Sql("SELECT COUNT(*) FROM items");
            return (int)(long)(await command.ExecuteScalarAsync(ct))!;
        },
        default);
}
