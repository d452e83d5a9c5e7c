using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// Reads delimited and JSON files twice: the first time to decide on the type of every column from all of its values, the second time to
/// convert them.
/// </summary>
internal sealed class TextImport(ReadOptions options, TableEngine engine, RejectedRows rejected, Action<double?, string> progress)
{
    private const int CheckEvery = 4096;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing =
        new HashSet<string>(options.Missing, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _aliases =
        new Dictionary<string, string>(options.Aliases, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How the delimited files are written, by file.</summary>
    public Dictionary<SourceFile, CsvDialect> Dialects { get; } = [];

    /// <summary>Decides on the columns of all files together.</summary>
    public IReadOnlyList<ColumnPlan> Infer(IReadOnlyList<SourceFile> files, CancellationToken ct)
    {
        var names = ColumnsOf(files[0]);
        DemandKnown(names);
        var inferences = names.Select(n => new ColumnInference(n)).ToList();
        foreach (var file in files)
        {
            using var rows = Open(file, names, out var order);
            for (long count = 0; rows.Read(); count++)
            {
                if (count % CheckEvery == 0)
                {
                    ct.ThrowIfCancellationRequested();
                    progress(null, string.Create(CultureInfo.InvariantCulture, $"looking at row {count}"));
                }

                if (rows.Problem is null)
                {
                    Look(rows, order, inferences);
                }
            }
        }

        return [.. inferences.Select(i => i.Decide(options.Types.GetValueOrDefault(i.Name)))];
    }

    /// <summary>Converts all rows into <paramref name="table"/>.</summary>
    public void Load(StagedTable table, CancellationToken ct)
    {
        table.Create(engine.Connection);
        using var sink = new RowSink(engine.Connection, table);
        var names = table.Columns.Select(c => c.Name).ToList();
        for (var index = 0; index < table.Files.Count; index++)
        {
            var file = table.Files[index];
            using var rows = Open(file, names, out var order);
            while (rows.Read())
            {
                if (table.RowsRead++ % CheckEvery == 0)
                {
                    ct.ThrowIfCancellationRequested();
                    progress(null, string.Create(CultureInfo.InvariantCulture, $"row {table.RowsRead}"));
                }

                Take(rows, order, table, sink, index);
            }
        }

        sink.Finish();
    }

    private void Look(IRowSource rows, int[] order, List<ColumnInference> inferences)
    {
        for (var i = 0; i < inferences.Count; i++)
        {
            if (order[i] < 0)
            {
                continue;
            }

            var text = Value(rows, order[i], inferences[i].Name, out var form);
            if (text.Length > 0)
            {
                inferences[i].Add(text, form, rows.Line);
            }
        }
    }

    private void Take(IRowSource rows, int[] order, StagedTable table, RowSink sink, int index)
    {
        var file = table.Files[index];
        if (rows.Problem is { } problem)
        {
            if (rows.Broken)
            {
                throw ImportFailures.Bad("data.unterminated-quote", $"The row cannot be read: {problem}.",
                    "Close the quote, or double a quote that is part of the text; if the file has no quotes at all, write quote: with a character that it does not hold.", new Place(file.Shown, (int)rows.Line));
            }

            rejected.Add(new(file.Name, rows.Line, problem, null, rows.RawText()), file.Shown);
            return;
        }

        sink.Begin(index, rows.Line);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            var form = CellForm.Any;
            var text = order[i] < 0 ? default : Value(rows, order[i], column.Name, out form);
            if (text.Length > 0 && sink.Put(i, text, form) is { } reason)
            {
                rejected.Add(new(file.Name, rows.Line, reason, column.Name, text.Length > 1000 ? text[..1000].ToString() : text.ToString()), file.Shown);
                return;
            }
        }

        sink.Commit();
    }

    private ReadOnlySpan<char> Value(IRowSource rows, int index, string column, out CellForm form)
    {
        var text = rows.Cell(index, out form);
        if (text.Length == 0 || (options.Missing.Count > 0 && _missing.Contains(text)))
        {
            return default;
        }

        return options.Aliases.Count > 0 && string.Equals(column, options.Target, StringComparison.Ordinal) && _aliases.TryGetValue(text, out var alias) ? alias : text;
    }

    private IReadOnlyList<string> ColumnsOf(SourceFile file)
    {
        if (file.Kind() == SourceKind.Json)
        {
            return JsonSource.ColumnsOf(file);
        }

        return Dialect(file).Columns;
    }

    private CsvDialect Dialect(SourceFile file) => Dialects.TryGetValue(file, out var known) ? known : Dialects[file] = CsvDialect.Of(file, options);

    /// <summary>Opens a file and says where each of the table's columns stands in it (-1: a JSON file without the key).</summary>
    private IRowSource Open(SourceFile file, IReadOnlyList<string> names, out int[] order)
    {
        var json = file.Kind() == SourceKind.Json;
        var own = ColumnsOf(file);
        SameColumns.Demand(names, own, file, allowMissing: json);
        order = [.. names.Select(n => own.ToList().IndexOf(n))];
        return json ? JsonSource.Open(file, own) : new CsvSource(file, Dialect(file));
    }

    private void DemandKnown(IReadOnlyList<string> names)
    {
        var failures = options.Types.Keys.Except(names, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(unknown => UnknownColumn.Failure("data.types", unknown, names)).ToList();
        if (failures.Count > 0)
        {
            throw new FailureException(failures);
        }
    }
}
