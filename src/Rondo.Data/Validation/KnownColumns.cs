using Rondo.Data.Importing;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Validation;

/// <summary>The columns that a table will have.</summary>
/// <param name="Columns">All of them.</param>
/// <param name="Typed">Whether their types are known, or only their names.</param>
internal sealed record TableColumns(IReadOnlyList<ColumnSchema> Columns, bool Typed);

/// <summary>
/// The columns of a pipeline's tables before anything runs: those of the schema file that a table is validated with, else those in the
/// first line of the delimited file that it is imported from. A split keeps the columns; what a script does to them is not known.
/// </summary>
internal sealed class KnownColumns
{
    private const string Import = "data/import";
    private const string Split = "data/split";

    private readonly Project _project;
    private readonly PipelineGraph _graph;
    private readonly Dictionary<(string Step, string Port), TableColumns> _validated = [];
    private readonly Dictionary<string, TableColumns?> _imported = new(StringComparer.Ordinal);
    private readonly List<Failure> _failures = [];

    public KnownColumns(Project project, PipelineGraph graph)
    {
        (_project, _graph) = (project, graph);
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

    /// <summary>The columns behind a reference, or null where they are not known.</summary>
    public TableColumns? Of(InputReference reference)
    {
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
            _validated[(table.Step, table.Port)] = WithTime(read.Value.Columns, typed: true, _project.Section<DataSettings>().Time);
        }
    }

    private TableColumns? Imported(PipelineNode node)
    {
        if (!_imported.TryGetValue(node.Name, out var columns))
        {
            _imported[node.Name] = columns = FirstLine(node);
        }

        return columns;
    }

    // What is wrong with the file is told by the step that reads all of it: a line that does not name the target, or is no UTF-8, says nothing here.
    private TableColumns? FirstLine(PipelineNode node)
    {
        if (node.Step.Inputs["source"] is not ProjectFileReference { Path: var source } || !File.Exists(Path.Combine(_project.Folder, source)))
        {
            return null;
        }

        try
        {
            var options = ReadOptions.Of(node.Parameters);
            var file = new SourceFile(Path.Combine(_project.Folder, source), "", source);
            var names = file.Kind() == SourceKind.Delimited ? CsvDialect.Of(file, options with { Encoding = options.Encoding ?? "utf-8" }).Columns : [];
            return names.Contains(_project.Sections.Values.OfType<Charter>().FirstOrDefault()?.Target, StringComparer.Ordinal)
                ? WithTime([.. names.Select(n => new ColumnSchema(n, ColumnType.Text, ColumnRole.Feature))], typed: false, options.Time)
                : null;
        }
        catch (Exception e) when (e is FailureException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static TableColumns WithTime(IReadOnlyList<ColumnSchema> columns, bool typed, string? time) =>
        new(time is null || columns.Any(c => SchemaInference.IsTime(c.Name)) ? columns : [.. columns, new(TableSchema.TimeColumn, ColumnType.Timestamp, ColumnRole.Time)], typed);
}
