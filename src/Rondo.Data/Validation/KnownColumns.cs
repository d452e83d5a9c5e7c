using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary>
/// The columns of a pipeline's tables before anything runs: those of the schema file that a table is validated with, else those of the
/// first file that it is imported from, or of the stored table that it is. A split keeps the columns; what a script does to them is not known.
/// </summary>
internal sealed class KnownColumns
{
    private const string Import = "data/import";
    private const string Split = "data/split";

    private readonly Project _project;
    private readonly PipelineGraph _graph;
    private readonly IReadOnlyDictionary<NamedReference, string> _stored;
    private readonly Dictionary<(string Step, string Port), TableColumns> _validated = [];
    private readonly Dictionary<string, TableColumns?> _imported = new(StringComparer.Ordinal);
    private readonly List<Failure> _failures = [];

    public KnownColumns(Project project, PipelineGraph graph, IReadOnlyDictionary<NamedReference, string> stored)
    {
        (_project, _graph, _stored) = (project, graph, stored);
        foreach (var node in graph.Nodes.Where(n => n.Component is ValidateComponent))
        {
            if (node.Step.Inputs["table"] is StepOutputReference table && node.Step.Inputs.GetValueOrDefault("schema") is ProjectFileReference schema)
            {
                Read(table, schema.Path);
            }
        }
    }

    /// <summary>What keeps a schema file from being read.</summary>
    public IReadOnlyList<Failure> Failures => _failures;

    /// <summary>The tables that models are given, by their columns; empty where those of one are not known.</summary>
    public IReadOnlyList<TableColumns> OfModels()
    {
        var tables = _graph.Nodes.Where(n => n.Component is { Name: var name } && !name.StartsWith("data/", StringComparison.Ordinal))
            .SelectMany(n => n.Inputs.Where(p => p.Kind is ArtifactKinds.Table && n.Step.Inputs.ContainsKey(p.Name)).Select(p => Of(n.Step.Inputs[p.Name])))
            .Distinct().ToList();
        return tables.Contains(null) ? [] : [.. tables.Select(t => t!)];
    }

    /// <summary>The columns behind a reference, or null where they are not known.</summary>
    public TableColumns? Of(InputReference reference)
    {
        if (reference is NamedReference named)
        {
            return _stored.TryGetValue(named, out var path) ? Stored(path) : null;
        }

        if (reference is not StepOutputReference output || _graph.Find(output.Step) is not { } node)
        {
            return null;
        }

        var component = node.Component?.Name;
        var port = component is Import && output.Port is "test" ? "table" : output.Port;   // a test file is read as the source is
        return _validated.TryGetValue((output.Step, port), out var columns) ? columns : component switch
        {
            Split => Of(node.Step.Inputs["table"]),
            Import when port is "table" => Imported(node),
            _ => null,
        };
    }

    private void Read(StepOutputReference table, string schema)
    {
        var path = Path.Combine(_project.Folder, schema);
        if (!File.Exists(path))
        {
            return;
        }

        var read = SchemaFile.Read(File.ReadAllText(path), schema);
        _failures.AddRange(read.Failures);
        if (read.Ok)
        {
            _validated[(table.Step, table.Port)] = TableColumns.WithTime(read.Value.Columns, typed: true, _project.Section<DataSettings>().Time);
        }
    }

    private TableColumns? Stored(string path) => Remembered(path, () => SourceColumns.OfStored(path));

    private TableColumns? Imported(PipelineNode node) => Remembered(node.Name, () => node.Step.Inputs["source"] is ProjectFileReference source ? SourceColumns.Of(_project, source.Path, node.Parameters) : null);

    private TableColumns? Remembered(string key, Func<TableColumns?> look)
    {
        if (!_imported.TryGetValue(key, out var columns))
        {
            _imported[key] = columns = look();
        }

        return columns;
    }
}
