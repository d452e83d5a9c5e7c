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
    public static async Task<ProjectSession> OpenFolderAsync(string folder, CancellationToken ct)
    {
        var stages = Cli.Stages.All();
        var project = ProjectLoader.Load(folder, [], stages).Value;
        return new(stages, project, await OpenWorkspaceAsync(folder, stages, ct));
    }

    /// <summary>The workspace at or above the folder of <c>-C</c>, with or without a project: <c>RONDO_HOME</c>, else <c>.rondo</c>.</summary>
    public static Task<Workspace> OpenWorkspaceAsync(ParseResult parsed, StageRegistry stages, CancellationToken ct)
    {
        var start = parsed.GetValue(GlobalOptions.Folder)!;
        return OpenWorkspaceAsync(ProjectLoader.FindFolder(start) ?? Path.GetFullPath(start), stages, ct);
    }

    /// <summary>Where the workspace of a folder is (<c>RONDO_HOME</c>, else <c>.rondo</c>), and its PostgreSQL (<c>RONDO_DATABASE</c>), where it has one.</summary>
    public static (string Home, string? Database) PlaceOf(string folder)
    {
        var home = Environment.GetEnvironmentVariable("RONDO_HOME") is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(folder, ".rondo");
        return (home, Environment.GetEnvironmentVariable("RONDO_DATABASE") is { Length: > 0 } database ? database : null);
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static Task<Workspace> OpenWorkspaceAsync(string folder, StageRegistry stages, CancellationToken ct)
    {
        var (home, database) = PlaceOf(folder);
        return Workspace.OpenAsync(new WorkspaceOptions(home, TimeProvider.System, stages.Migrations) { PostgreSql = database }, ct);
    }
}
