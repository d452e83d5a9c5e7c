using Rondo.Contracts;
using Rondo.Kernel;

namespace Rondo.Stores.Tests;

public sealed class WorldFailureTests : StoreContract
{
    [Fact]
    public async Task A_full_disk_is_told_as_such_and_leaves_the_store_whole()
    {
        var small = Directory.CreateDirectory(NewPath("small")).FullName;
        var script = $"mount -t tmpfs -o size=6m tmpfs '{small}' && exec dotnet '{typeof(Child).Assembly.Location}' fill '{small}/home' 100";
        using var child = Child.Start("unshare", ["--map-root-user", "--mount", "sh", "-c", script]);
        var lines = (await child.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await child.WaitForExitAsync();

        Assert.True(lines.Length > 2, await child.StandardError.ReadToEndAsync());
        Assert.Matches("^(artifact|store)\\.disk-full$", lines[^2]);
        Assert.Equal("True", lines[^1]);
    }

    [Fact]
    public async Task What_lies_behind_a_link_is_not_taken_away_from_where_it_is()
    {
        var (work, elsewhere) = (Workspace.Artifacts.CreateWorkFolder("step"), Directory.CreateDirectory(NewPath("elsewhere")).FullName);
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "x.txt"), "precious");
        Directory.CreateSymbolicLink(Path.Combine(work, "sub"), elsewhere);

        Assert.Equal("artifact.link-outside", (await FailureOfAsync(() => Workspace.Artifacts.StageAsync(Path.Combine(work, "sub", "x.txt"), StageMode.Move, default))).Code);
        Assert.Equal("precious", await File.ReadAllTextAsync(Path.Combine(elsewhere, "x.txt")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_as_such()
    {
        var other = Directory.CreateDirectory(NewPath("other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "rondo.db"), string.Concat(Enumerable.Repeat("this is not a database. ", 400)));
        var failure = await FailureOfAsync(() => Workspace.OpenAsync(new(other, TimeProvider.System, []), default));
        Assert.Equal(("store.damaged", FailureKind.World), (failure.Code, failure.Kind));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_and_a_server_that_is_not_there_are_told_as_such()
    {
        var file = NewPath("a-file");
        await File.WriteAllTextAsync(file, "");
        Assert.Equal("store.cannot-open", (await FailureOfAsync(() => Workspace.OpenAsync(new(Path.Combine(file, "x"), TimeProvider.System, []), default))).Code);
        var nowhere = new WorkspaceOptions(NewPath("pg"), TimeProvider.System, []) { PostgreSql = $"Host={NewPath("nowhere")};Username=u;Database=d" };
        Assert.Equal("store.unreachable", (await FailureOfAsync(() => Workspace.OpenAsync(nowhere, default))).Code);
    }

    [Fact]
    public async Task The_distributions_library_runs_where_it_is_there()
    {
        var version = await ScalarAsync<string>("SELECT sqlite_version()");
        var distribution = System.Runtime.InteropServices.NativeLibrary.TryLoad("libsqlite3.so.0", out _);
        Assert.Equal(distribution, Metadata.SqliteLibrary.UseOnce());
        Assert.Equal(distribution, version is not "3.35.5");
    }

    [Fact]
    public async Task The_database_writes_ahead_and_syncs_each_commit()
    {
        Assert.Equal("wal", await ScalarAsync<string>("PRAGMA journal_mode"));
        var synchronous = await Workspace.Metadata.WriteAsync(
            async (t, ct) =>
            {
                await using var command = t.Sql("PRAGMA synchronous");
                return (long)(await command.ExecuteScalarAsync(ct))!;
            },
            default);
        Assert.Equal(2, synchronous);
    }

    [Fact]
    public async Task Writes_that_wait_share_one_physical_commit()
    {
        await using var store = new Metadata.SqliteStore(NewPath("shared.db"));
        var commits = new CommitCounter();
        store.Writes.Hooks.Add(commits);
        var gate = new TaskCompletionSource();
        var first = store.WriteAsync(
            async (_, _) =>
            {
                await gate.Task;
                return 0;
            },
            default);
        var waiting = Enumerable.Range(0, 100).Select(i => store.WriteAsync((_, _) => Task.FromResult(i), default)).ToList();
        gate.SetResult();
        await first;
        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(waiting));
        Assert.InRange(commits.Count, 1, 3);
    }

    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));

    private sealed class CommitCounter : ICommitHook
    {
        public int Count { get; private set; }

        public Task BeforeCommitAsync(System.Data.Common.DbTransaction transaction, CancellationToken ct) => Task.CompletedTask;

        public Task AfterCommitAsync(CancellationToken ct)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
