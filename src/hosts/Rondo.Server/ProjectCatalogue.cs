using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Server;

/// <summary>The project whose folder the server works in, read again when its file has changed.</summary>
internal sealed class ProjectCatalogue(ServerOptions options)
{
    private const string Unknown = "project.unknown";
    private const string None = "project.none";

    private readonly Lock _gate = new();
    private (DateTime Written, long Size) _seen;
    private Result<Project>? _project;

    /// <summary>The folder.</summary>
    public string Folder => options.ProjectFolder;

    /// <summary>Whether the folder holds a project at all; a server may be there for the history of others alone.</summary>
    public bool HasProject => File.Exists(Path.Combine(Folder, ProjectLoader.FileName));

    /// <summary>The project as its file is now, or what is wrong with it.</summary>
    public Result<Project> Read()
    {
        var file = new FileInfo(Path.Combine(Folder, ProjectLoader.FileName));
        if (!file.Exists)
        {
            return new Failure(None, "The server has no project's folder: it keeps what others have sent.", "Status, runs, monitors and charters need the folder: work where it is, without RONDO_SERVER, or have a server started there.");
        }

        var now = (file.LastWriteTimeUtc, file.Length);
        lock (_gate)
        {
            if (_project is null || _seen != now)
            {
                _project = ProjectLoader.Load(Folder, [], options.Stages);
                _seen = now;
            }

            return _project;
        }
    }

    /// <summary>The project of this name, with the overrides that a request asks for: values, and nothing else.</summary>
    public Result<Project> Find(string name, IReadOnlyList<string>? asked = null) =>
        Named(name, HasProject && asked is { Count: > 0 } ? ProjectLoader.LoadAsked(Folder, asked, options.Stages) : Read());

    /// <summary>The project with its charter; null where there is no project.</summary>
    public ProjectCharter? Here => HasProject && Read().Value is var project ? new(project.Name, project.Section<Charter>()) : null;

    /// <summary>The same; null when the project of this name is not here.</summary>
    public Result<Project>? Load(string name, IReadOnlyList<string> overrides) =>
        HasProject && Named(name, overrides.Count > 0 ? ProjectLoader.Load(Folder, overrides, options.Stages) : Read()) is var found && (found.Ok || !string.Equals(found.Failures[0].Code, Unknown, StringComparison.Ordinal)) ? found : null;

    private static Result<Project> Named(string name, Result<Project> project) =>
        project.Ok && !string.Equals(project.Value.Name, name, StringComparison.Ordinal)
            ? new Failure(Unknown, $"The folder of project '{name}' is not here.", $"This server works in the folder of '{project.Value.Name}'.")
            : project;
}
