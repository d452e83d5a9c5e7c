using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>
/// What the stages contribute to the whole. Each stage has one <c>AddX(this StageRegistry)</c>; the host calls them in the order of the
/// lifecycle, which is the order of sections, migrations and derived steps.
/// </summary>
public sealed class StageRegistry
{
    private readonly List<ISection> _sections = [];
    private readonly List<MigrationSet> _migrations = [];
    private readonly List<IDerivedSteps> _derived = [];
    private readonly List<IPipelineCheck> _checks = [];
    private readonly Dictionary<string, IComponent> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReferenceResolver> _resolvers = new(StringComparer.Ordinal);

    /// <summary>Readers of the sections of <c>rondo.yaml</c>.</summary>
    public IReadOnlyList<ISection> Sections => _sections;

    /// <summary>Components by name.</summary>
    public IReadOnlyDictionary<string, IComponent> Components => _components;

    /// <summary>Resolvers of <c>scheme:</c> references.</summary>
    public IReadOnlyDictionary<string, IReferenceResolver> Resolvers => _resolvers;

    /// <summary>Migrations of every owner.</summary>
    public IReadOnlyList<MigrationSet> Migrations => _migrations;

    /// <summary>What each stage adds to the pipeline that is derived when none is written.</summary>
    public IReadOnlyList<IDerivedSteps> DerivedSteps => _derived;

    /// <summary>What each stage looks at in a whole pipeline before anything runs.</summary>
    public IReadOnlyList<IPipelineCheck> Checks => _checks;

    /// <summary>Converts tables for scripts; null when no stage that owns tables is present.</summary>
    public ITableForms? TableForms { get; set; }

    /// <summary>Adds a section reader.</summary>
    public StageRegistry Add(ISection section)
    {
        _sections.Add(section);
        return this;
    }

    /// <summary>Adds a component.</summary>
    public StageRegistry Add(IComponent component)
    {
        _components.Add(component.Name, component);
        return this;
    }

    /// <summary>Adds a reference resolver.</summary>
    public StageRegistry Add(IReferenceResolver resolver)
    {
        _resolvers.Add(resolver.Scheme, resolver);
        return this;
    }

    /// <summary>Adds the migrations of an owner.</summary>
    public StageRegistry Add(MigrationSet migrations)
    {
        _migrations.Add(migrations);
        return this;
    }

    /// <summary>Adds a check of whole pipelines.</summary>
    public StageRegistry Add(IPipelineCheck check)
    {
        _checks.Add(check);
        return this;
    }

    /// <summary>Adds derived steps.</summary>
    public StageRegistry Add(IDerivedSteps derived)
    {
        _derived.Add(derived);
        return this;
    }
}

/// <summary>A stage's part of the pipeline that is derived when <c>rondo.yaml</c> writes none.</summary>
public interface IDerivedSteps
{
    /// <summary>The steps, given those of the stages before.</summary>
    IReadOnlyList<StepDefinition> Derive(Project project, IReadOnlyList<StepDefinition> before);
}

/// <summary>A stage's own look at a whole pipeline before anything runs.</summary>
public interface IPipelineCheck
{
    /// <summary>What keeps the pipeline from running, each failure with its place. Reads little, runs nothing, and is silent about what it cannot know.</summary>
    /// <param name="project">The project.</param>
    /// <param name="graph">Its pipeline.</param>
    /// <param name="stored">Where the tables lie that the pipeline takes from the workspace (<c>dataset:…</c>); without a workspace there are none.</param>
    IReadOnlyList<Failure> Check(Project project, PipelineGraph graph, IReadOnlyDictionary<NamedReference, string> stored);
}

/// <summary>Finds what <c>dataset:…</c> or <c>model:…</c> names.</summary>
public interface IReferenceResolver
{
    /// <summary>The word before the colon.</summary>
    string Scheme { get; }

    /// <summary>The kind of artifact it finds.</summary>
    string Kind { get; }

    /// <summary>The artifact that is named now; null when there is none and the input is optional; a failure when the name cannot be meant.</summary>
    Task<Result<RunArtifact?>> ResolveAsync(string text, Place place, Workspace workspace, CancellationToken ct);
}
