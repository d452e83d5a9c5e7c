using Rondo.Kernel;
using Rondo.Pipelines.Projects;

namespace Rondo.Pipelines;

/// <summary>Reads a project: a folder with a <c>rondo.yaml</c>.</summary>
public static class ProjectLoader
{
    /// <summary>The file's name.</summary>
    public const string FileName = "rondo.yaml";

    /// <summary>The nearest folder at or above <paramref name="start"/> that holds a <c>rondo.yaml</c>, or null.</summary>
    public static string? FindFolder(string start)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(start)); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, FileName)))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    /// <summary>
    /// Reads the project in <paramref name="folder"/> with <paramref name="overrides"/> (<c>train.seed=8</c>, the value a YAML scalar, list
    /// or mapping) applied: every section by its stage's reader, then the written or derived steps. The pipeline is not linted yet.
    /// </summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="overrides">What the command line gave with <c>-D</c>, in order.</param>
    /// <param name="registry">The stages present.</param>
    /// <param name="environment">Gives the variables that <c>$NAME</c> values name; by default those of this process.</param>
    /// <returns>The project, or all failures found, each with its place.</returns>
    public static Result<Project> Load(string folder, IReadOnlyList<string> overrides, StageRegistry registry, Func<string, string?>? environment = null) =>
        Load(folder, overrides, registry, environment, asked: false);

    /// <summary>
    /// The same with overrides that somebody asked for over the network, who may run the pipeline and has not its folder: they may set
    /// values (of data, charter, train, slices, and parameters of scripts), and nothing of what is executed, where it lies, whom it
    /// talks to, or what the environment holds (<c>override.not-a-value</c>, <c>override.file</c>, <c>override.environment</c>).
    /// </summary>
    public static Result<Project> LoadAsked(string folder, IReadOnlyList<string> overrides, StageRegistry registry, Func<string, string?>? environment = null) =>
        Load(folder, overrides, registry, environment, asked: true);

    private static Result<Project> Load(string folder, IReadOnlyList<string> overrides, StageRegistry registry, Func<string, string?>? environment, bool asked)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, FileName);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Failure("project.none", $"There is no {FileName} in {folder}.", "Go to a project's folder, or look at one first: rondo demo.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure("project.unreadable", $"{path} cannot be read: {e.Message}", "Check its permissions.") { Kind = FailureKind.World };
        }

        return Read(bytes, folder, overrides, registry, environment ?? Environment.GetEnvironmentVariable, asked);
    }

    private static Result<Project> Read(byte[] bytes, string folder, IReadOnlyList<string> overrides, StageRegistry registry, Func<string, string?> environment, bool asked)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = YamlSource.Decode(bytes, FileName);
        if (!text.Ok)
        {
            return text.Failures.ToList();
        }

        var tree = YamlReader.Read(text.Value, FileName, environment, secrets);
        if (!tree.Ok)
        {
            return tree.Failures.ToList();
        }

        if (tree.Value is not YamlMap written)
        {
            return new Failure("yaml.not-a-mapping", $"{FileName} is not a mapping.", "Write keys and values: rondo: 1, project: NAME.", tree.Value.Place);
        }

        if (asked && AskedOverrides.Check(written, overrides, folder, path => Graph.ProjectFiles.Find(folder, path)) is { Count: > 0 } refused)
        {
            return refused;
        }

        var root = Overrides.Apply(written, overrides, environment, secrets);
        return Hidden(root.Ok ? Assemble(root.Value, folder, registry, secrets) : root.Failures.ToList(), new(secrets));
    }

    private static Result<Project> Hidden(Result<Project> read, ProjectSecrets secrets) => read.Ok ? read : secrets.Hide(read.Failures).ToList();

    private static Result<Project> Assemble(YamlMap root, string folder, StageRegistry registry, Dictionary<string, string> secrets)
    {
        var failures = new List<Failure>();
        var reader = new SectionsReader(root, folder, FileName, registry, failures);
        var name = reader.ReadName();
        var description = reader.ReadDescription();
        var sections = reader.ReadSections();
        var steps = PipelineReader.Read(root["pipeline"], failures);
        if (failures.Count > 0)
        {
            return failures;
        }

        var project = new Project(name, folder, FileName, root, sections) { Description = description, Secrets = new(secrets), IsDerived = steps is null };
        return project with { Steps = steps ?? Derive(project, registry) };
    }

    private static List<StepDefinition> Derive(Project project, StageRegistry registry)
    {
        var steps = new List<StepDefinition>();
        foreach (var stage in registry.DerivedSteps)
        {
            steps.AddRange(stage.Derive(project with { Steps = [.. steps] }, [.. steps]));
        }

        return steps;
    }
}
