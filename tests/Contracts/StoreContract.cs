using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>A backend under test: makes workspaces in fresh folders and removes them at the end.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly List<Workspace> _open = [];

    /// <summary>A folder for this test alone.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("rondo-test-").FullName;

    /// <summary>The workspace of this test.</summary>
    protected Workspace Workspace { get; private set; } = null!;

    /// <summary>The workspace's folder.</summary>
    protected string Home => Path.Combine(Folder, "home");

    /// <summary>Never given again by another path.</summary>
    protected string NewPath(string name) => Path.Combine(Folder, name);

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        Workspace = await OpenAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var workspace in _open)
        {
            await workspace.DisposeAsync();
        }

        await CleanUpAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Opens the same workspace once more, as another process would.</summary>
    protected async Task<Workspace> OpenAsync(TimeProvider? clock = null)
    {
        var workspace = await Workspace.OpenAsync(await OptionsAsync(clock ?? TimeProvider.System), default);
        _open.Add(workspace);
        return workspace;
    }

    /// <summary>How to open the workspace of this test.</summary>
    protected abstract Task<WorkspaceOptions> OptionsAsync(TimeProvider clock);

    /// <summary>Runs before the first opening.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Runs after everything is closed.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>Runs an act that must fail, and gives the failure.</summary>
    protected static async Task<Failure> FailureOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<FailureException>(act)).Failures[0];

    /// <summary>A scalar read from the database.</summary>
    protected Task<T> ScalarAsync<T>(string sql) => Workspace.Metadata.ReadAsync(
        async (connection, ct) =>
        {
            await using var command = connection.Sql(sql);
            return (T)(await command.ExecuteScalarAsync(ct))!;
        },
        default);

    /// <summary>A statement in a transaction of its own.</summary>
    protected Task ExecuteAsync(string sql) => Workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync(sql, [], ct), default);

    /// <summary>A run that has begun, for what needs one.</summary>
    protected async Task<RunId> BeginRunAsync(string name = "train", RunId? parent = null)
    {
        var id = RunId.New(TimeProvider.System);
        await Workspace.WriteAsync(
            (t, ct) => Workspace.Runs.BeginAsync(t, [new(id, "bikes", parent is null ? "pipeline" : "step", name, parent, "ann", TimeProvider.System.GetUtcNow())], ct), default);
        return id;
    }
}
