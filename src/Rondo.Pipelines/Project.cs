using Rondo.Kernel;

namespace Rondo.Pipelines;

/// <summary>A project as it was read: a folder with a <c>rondo.yaml</c>, its sections, its pipeline.</summary>
/// <param name="Name"><c>project:</c>, lower-case letters, digits and dashes.</param>
/// <param name="Folder">The folder's full path.</param>
/// <param name="File">How messages name the file: <c>rondo.yaml</c>.</param>
/// <param name="Root">The whole tree, overrides applied.</param>
/// <param name="Sections">What each stage's reader made of its section, by section key.</param>
public sealed record Project(string Name, string Folder, string File, YamlMap Root, IReadOnlyDictionary<string, object> Sections)
{
    /// <summary><c>description:</c>.</summary>
    public string Description { get; init; } = "";

    /// <summary>The steps, written or derived, in the order written.</summary>
    public IReadOnlyList<StepDefinition> Steps { get; init; } = [];

    /// <summary>Whether <c>rondo.yaml</c> writes no pipeline, so that the stages derived the steps.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Values that came from the environment.</summary>
    public ProjectSecrets Secrets { get; init; } = ProjectSecrets.None;

    /// <summary>The section of type <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">No stage reads such a section.</exception>
    public T Section<T>() where T : class =>
        Sections.Values.OfType<T>().FirstOrDefault() ?? throw new InvalidOperationException($"No section is read as {typeof(T).Name}.");

    /// <summary>The files that a path, folder or pattern of the project names now: relative to its folder, with '/', in ordinal order.</summary>
    public IReadOnlyList<string> FilesOf(string path) => Graph.ProjectFiles.Find(Folder, path);
}

/// <summary>Reads one top-level section of <c>rondo.yaml</c> into the record its stage works with.</summary>
public interface ISection
{
    /// <summary>The top-level key: <c>charter</c>.</summary>
    string Key { get; }

    /// <summary>
    /// Whether the section must be a mapping. When false (<c>slices: [a, b]</c>) the reader is over a mapping that holds the section's own
    /// key only: <c>reader.Texts("slices")</c>.
    /// </summary>
    bool IsMapping => true;

    /// <summary>
    /// Reads the section. <paramref name="reader"/> is over an empty mapping when the section is absent, so that defaults have one place.
    /// The caller finishes the reader. Sections are read in the order of the stages; <paramref name="earlier"/> holds those read before.
    /// </summary>
    object Read(SectionReader reader, SectionContext earlier);
}

/// <summary>What a section's reader may look at besides its own mapping.</summary>
/// <param name="Folder">The project's folder.</param>
/// <param name="Present">Whether the section is written at all.</param>
/// <param name="Sections">Sections read before, by key.</param>
public sealed record SectionContext(string Folder, bool Present, IReadOnlyDictionary<string, object> Sections)
{
    /// <summary>Whether <c>rondo.yaml</c> writes its own <c>pipeline:</c>, which may need none of the stages.</summary>
    public bool WritesPipeline { get; init; }

    /// <summary>An earlier section, or null.</summary>
    public T? Find<T>() where T : class => Sections.Values.OfType<T>().FirstOrDefault();
}

/// <summary>A step as it is written or derived.</summary>
/// <param name="Name">Unique in the pipeline.</param>
/// <param name="Place">Where it is written; the whole file for a derived one.</param>
public sealed record StepDefinition(string Name, Place Place)
{
    /// <summary>The component of a built-in step.</summary>
    public string? Uses { get; init; }

    /// <summary>The script of a script step.</summary>
    public ScriptDefinition? Script { get; init; }

    /// <summary>Where each input comes from, by port.</summary>
    public IReadOnlyDictionary<string, InputReference> Inputs { get; init; } = System.Collections.Frozen.FrozenDictionary<string, InputReference>.Empty;

    /// <summary><c>with:</c>.</summary>
    public System.Text.Json.Nodes.JsonObject With { get; init; } = [];

    /// <summary><c>resources:</c>.</summary>
    public StepResources Resources { get; init; } = new();

    /// <summary><c>retries:</c>, how often a failed attempt is repeated.</summary>
    public int Retries { get; init; }
}

/// <summary>A command in any language.</summary>
/// <param name="Command">Given to <c>/bin/sh -c</c> as it stands when <paramref name="Shell"/>; else a program and its arguments.</param>
/// <param name="Shell">Whether <c>run:</c> was a text.</param>
/// <param name="Outputs">Output ports and the file each is written to by convention.</param>
/// <param name="Code">The files it depends on, by pattern.</param>
/// <param name="Environment"><c>env:</c>: a lock file of the project, or text that describes the environment.</param>
public sealed record ScriptDefinition(IReadOnlyList<string> Command, bool Shell, IReadOnlyList<Port> Outputs, IReadOnlyList<string> Code, string? Environment)
{
    /// <summary>Input ports that want another form than the stored one: <c>as: csv</c> (default for tables) or <c>as: parquet</c>.</summary>
    public IReadOnlyDictionary<string, string> InputForms { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
}

/// <summary>What a step may use; null means no limit.</summary>
public sealed record StepResources(int? Cpus = null, long? MemoryBytes = null, TimeSpan? Time = null);

/// <summary>Where an input comes from.</summary>
public abstract record InputReference(Place Place);

/// <summary><c>step.port</c>.</summary>
public sealed record StepOutputReference(string Step, string Port, Place Place) : InputReference(Place);

/// <summary><c>file:path</c>: a file, folder or pattern of the project. Its kind is <see cref="ArtifactKinds.File"/>.</summary>
public sealed record ProjectFileReference(string Path, Place Place) : InputReference(Place);

/// <summary><c>dataset:NAME@VERSION</c>, <c>model:NAME@ALIAS</c>: resolved by the stage that registered the scheme.</summary>
public sealed record NamedReference(string Scheme, string Text, Place Place) : InputReference(Place);
