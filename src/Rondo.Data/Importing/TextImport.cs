using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// Reads delimited and JSON files twice: the first time to decide on the type of every column from all of its values, the second time to
/// convert them.
/// </summary>
internal sealed class TextImport(ReadOptions options, TextSources sources, TableEngine engine, RejectedRows rejected, Action<double?, string> progress)
{
    private const int CheckEvery = 4096;

    private readonly Meanings _meanings = new(options);

    /// <summary>Decides on the columns of all files together.</summary>
    public IReadOnlyList<ColumnPlan> Infer(IReadOnlyList<SourceFile> files, CancellationToken ct)
    {
        var names = sources.ColumnsOf(files[0]);
        UnknownColumn.Demand("data.types", options.Types.Keys, names);
        var inferences = names.Select(n => new ColumnInference(n, options.Forms)).ToList();
        foreach (var file in files)
        {
            using var rows = sources.Open(file, names);
            var order = TextSources.Order(rows, names);
            for (long count = 0; rows.Read(); count++)
            {
                if (count % CheckEvery == 0)
                {
                    ct.ThrowIfCancellationRequested();
                    progress(null, string.Create(CultureInfo.InvariantCulture, $"looking at row {count + 1:N0}"));
                }

                if (rows.Problem is null)
                {
                    Look(rows, order, inferences);
                }
            }
        }

        return [.. inferences.Select(i => i.Decide(options.Types.GetValueOrDefault(i.Name), files[0].Shown))];
    }

    /// <summary>Converts all rows into <paramref name="table"/>.</summary>
    public void Load(StagedTable table, CancellationToken ct)
    {
        table.Create(engine.Connection);
        using var sink = new RowSink(engine.Connection, table);
        for (var index = 0; index < table.Files.Count; index++)
        {
            LoadFile(table, sink, index, ct);
        }

        sink.Finish();
    }

    private void LoadFile(StagedTable table, RowSink sink, int index, CancellationToken ct)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        using var rows = sources.Open(table.Files[index], names);
        var order = TextSources.Order(rows, names);
        while (rows.Read())
        {
            if (table.RowsRead++ % CheckEvery == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress(null, string.Create(CultureInfo.InvariantCulture, $"row {table.RowsRead:N0}"));
            }

            Take(rows, order, table, sink, index);
        }
    }

    private void Look(IRowSource rows, int[] order, List<ColumnInference> inferences)
    {
        for (var i = 0; i < inferences.Count; i++)
        {
            if (order[i] < 0)
            {
                continue;
            }

            var text = _meanings.Value(rows, order[i], inferences[i].Name, out var form);
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
            var text = order[i] < 0 ? default : _meanings.Value(rows, order[i], column.Name, out form);
            if (text.Length > 0 && sink.Put(i, text, form) is { } reason)
            {
                rejected.Add(new(file.Name, rows.Line, reason, column.Name, text.Length > 1000 ? text[..1000].ToString() : text.ToString()), file.Shown);
                return;
            }
        }

        sink.Commit();
    }
}
