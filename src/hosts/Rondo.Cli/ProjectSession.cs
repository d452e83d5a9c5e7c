using System.CommandLine;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Cli;

/// <summary>What most commands work on: the project in a folder and its workspace.</summary>
internal sealed class ProjectSession(StageRegistry stages, Project project, Workspace workspace) : IAsyncDisposable
{
    public StageRegistry Stages => stages;

    public Project Project => project;

    public Workspace Workspace => workspace;

    /// <summary>Who acts: <c>RONDO_USER</c>, else the account's name.</summary>
    public static string User => Environment.GetEnvironmentVariable("RONDO_USER") is { Length: > 0 } user ? user : Environment.UserName;

    public static Project LoadProject(ParseResult parsed, StageRegistry stages, IReadOnlyList<string>? overrides = null)
    {
        var start = parsed.GetValue(GlobalOptions.Folder)!;
        var folder = ProjectLoader.FindFolder(start)
            ?? throw new FailureException(new Failure("project.none", $"There is no {ProjectLoader.FileName} in {Path.GetFullPath(start)} or above.", "Go to a project's folder, name it with -C DIR, or look at one first: rondo demo."));
        return ProjectLoader.Load(folder, overrides ?? [], stages).Value;
    }

    public static async Task<ProjectSession> OpenAsync(ParseResult parsed, CancellationToken ct, IReadOnlyList<string>? overrides = null)
    {
        var stages = Cli.Stages.All();
        var project = LoadProject(parsed, stages, overrides);
        return new(stages, project, await OpenWorkspaceAsync(project.Folder, stages, ct));
    }

    /// <summary>The project in a folder that is known to hold one.</summary>
    public static async Task<ProjectSession> OpenFolderAsync(string folder, TimeProvider clock, CancellationToken ct)
    {
        var stages = Cli.Stages.All();
        var project = ProjectLoader.Load(folder, [], stages).Value;
        return new(stages, project, await OpenWorkspaceAsync(folder, stages, ct, clock));
    }

    /// <summary>
    /// The workspace of the project at or above the folder of <c>-C</c>, or of that folder itself: <c>RONDO_HOME</c>, else <c>.rondo</c>. Where there
    /// is neither, one is made only when <paramref name="make"/> says so.
    /// </summary>
    public static Task<Workspace> OpenWorkspaceAsync(ParseResult parsed, StageRegistry stages, CancellationToken ct, bool make = false)
    {
        var start = Path.GetFullPath(parsed.GetValue(GlobalOptions.Folder)!);
        var project = ProjectLoader.FindFolder(start);
        var (home, database) = PlaceOf(project ?? start);
        return make || project is not null || database is not null || Directory.Exists(home)
            ? OpenWorkspaceAsync(project ?? start, stages, ct)
            : throw new FailureException(new Failure("workspace.none", $"There is no workspace here: no {ProjectLoader.FileName} in {start} or above, and no {home}.", "Go to a project's folder, or name it with -C DIR."));
    }

    /// <summary>Where the workspace of a folder is (<c>RONDO_HOME</c>, else <c>.rondo</c>), and its PostgreSQL (<c>RONDO_DATABASE</c>), where it has one.</summary>
    public static (string Home, string? Database) PlaceOf(string folder)
    {
        var home = Environment.GetEnvironmentVariable("RONDO_HOME") is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(folder, ".rondo");
        return (home, Environment.GetEnvironmentVariable("RONDO_DATABASE") is { Length: > 0 } database ? database : null);
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static Task<Workspace> OpenWorkspaceAsync(string folder, StageRegistry stages, CancellationToken ct, TimeProvider? clock = null)
    {
        var (home, database) = PlaceOf(folder);
        if (database is null && Directory.Exists(Path.Combine(home, "objects")) && !File.Exists(Path.Combine(home, "rondo.db")))
        {
            throw new FailureException(new Failure("workspace.no-database", $"The workspace {home} has lost its database: objects are there, and rondo.db, which says what they are, is not.",
                "Bring rondo.db and audit.head back from a backup; to begin anew, remove the whole folder.")
            { Kind = FailureKind.World });
        }

        return Workspace.OpenAsync(new WorkspaceOptions(home, clock ?? SimulatedTime.Clock, stages.Migrations) { PostgreSql = database }, ct);
    }
}
