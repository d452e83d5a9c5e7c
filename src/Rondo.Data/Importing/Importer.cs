using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Importing;

/// <summary>Where the outputs of an import go.</summary>
internal sealed record ImportTargets(string Table, string Test, string Rejected, string Report);

/// <summary>Turns files into stored tables whose columns have the door types, and lists what could not be read.</summary>
internal sealed class Importer(ReadOptions options, TableEngine engine, IStepReporter report)
{
    private readonly RejectedRows _rejected = new();
    private readonly List<string> _warnings = [];

    public StepVerdict Run(IReadOnlyList<SourceFile> source, IReadOnlyList<SourceFile> test, ImportTargets targets, CancellationToken ct)
    {
        var kind = KindOf([.. source, .. test]);
        var (plan, table, tested, dialects) = kind == SourceKind.Parquet ? Parquet(source, test, ct) : Text(source, test, ct);
        _warnings.AddRange(plan.Where(c => c.Doubtful).Select(c => $"The column '{c.Name}' is text: {c.Note}."));
        var time = options.Time is null ? null : TimeColumn.Sql(options.Time, plan);
        var rows = table.RowsRead + tested.RowsRead;
        var stored = Store(table, time, targets.Table, options.Sample, ct);
        var storedTest = Store(tested, time, targets.Test, null, ct);
        Demand(stored, source, test.Count > 0 ? storedTest : null);
        StoreRejected(targets.Rejected, ct);
        File.WriteAllText(targets.Report, ImportReport.Write(plan, table, tested, dialects, _rejected, stored, options.Time is not null));
        report.Metric("rows", stored);
        report.Metric("rows.bad", _rejected.Count);
        var failures = _rejected.Failures(options.BadRows, rows);
        return new(failures, failures.Count > 0 ? _warnings : [.. _rejected.Warnings(rows), .. _warnings]);
    }

    private (IReadOnlyList<ColumnPlan>, StagedTable, StagedTable, IReadOnlyDictionary<SourceFile, CsvDialect>) Text(IReadOnlyList<SourceFile> source, IReadOnlyList<SourceFile> test, CancellationToken ct)
    {
        var import = new TextImport(options, engine, _rejected, report.Progress);
        var plan = import.Infer(source, ct);
        var table = new StagedTable("_rondo_staged", plan, source);
        import.Load(table, ct);
        var tested = new StagedTable("_rondo_test", plan, test);
        import.Load(tested, ct);
        _warnings.AddRange(DialectWarnings(import.Dialects));
        return (plan, table, tested, import.Dialects);
    }

    private (IReadOnlyList<ColumnPlan>, StagedTable, StagedTable, IReadOnlyDictionary<SourceFile, CsvDialect>) Parquet(IReadOnlyList<SourceFile> source, IReadOnlyList<SourceFile> test, CancellationToken ct)
    {
        var import = new ParquetImport(options, engine, _rejected);
        var plan = import.Infer(source, ct);
        var table = new StagedTable("_rondo_staged", plan, source);
        import.Load(table, ct);
        var tested = new StagedTable("_rondo_test", plan, test);
        import.Load(tested, ct);
        return (plan, table, tested, System.Collections.Frozen.FrozenDictionary<SourceFile, CsvDialect>.Empty);
    }

    private static SourceKind KindOf(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (new FileInfo(file.Path).Length == 0)
            {
                throw ImportFailures.Bad("data.empty-file", $"{file.Shown} is empty.", "Name a file with a table.", new Place(file.Shown));
            }
        }

        var kinds = files.Select(f => (File: f, Kind: f.Kind())).ToList();
        var other = kinds.Find(k => k.Kind != kinds[0].Kind);
        return other.File is null
            ? kinds[0].Kind
            : throw ImportFailures.Bad("data.mixed-formats", $"{kinds[0].File.Shown} is {Word(kinds[0].Kind)} and {other.File.Shown} is {Word(other.Kind)}.",
                "Give all files of a source the same format.", new Place(other.File.Shown));

        static string Word(SourceKind kind) => kind switch { SourceKind.Json => "JSON", SourceKind.Parquet => "Parquet", _ => "delimited text" };
    }

    private IEnumerable<string> DialectWarnings(IReadOnlyDictionary<SourceFile, CsvDialect> dialects)
    {
        foreach (var (file, dialect) in dialects.OrderBy(d => d.Key.Name, StringComparer.Ordinal))
        {
            if (dialect.Encoding.Assumed)
            {
                yield return $"{file.Shown} is not UTF-8 and is read as windows-1252; write encoding: windows-1252 or what it really is.";
            }

            if (!dialect.Header && options.Columns.Count == 0)
            {
                yield return $"{file.Shown} has no line with column names, so they are called column1, column2, …; name them with columns:, or write header: first if the first line does name them.";
            }
        }
    }

    private long Store(StagedTable table, string? time, string path, double? sample, CancellationToken ct)
    {
        var name = Sql.Identifier(table.Name);
        var columns = string.Join(", ", table.Columns.Select(c => Sql.Identifier(c.Name)));
        if (time is not null)
        {
            RejectTimeless(table, time, ct);
            columns += $", {time} AS {TableSchema.TimeColumn}";
        }

        var chosen = sample is { } share
            ? string.Create(CultureInfo.InvariantCulture, $" WHERE {RowHash.Sql($"concat({StagedTable.FileColumn}, ':', {StagedTable.LineColumn})", 0)} < {share:R}")
            : "";
        report.Progress(0.9, "writing the table");
        return engine.Store($"SELECT {columns} FROM {name}{chosen}", path, ct);
    }

    private void RejectTimeless(StagedTable table, string time, CancellationToken ct)
    {
        var name = Sql.Identifier(table.Name);
        using var without = engine.Connection.Query($"SELECT {StagedTable.FileColumn}, {StagedTable.LineColumn} FROM {name} WHERE {time} IS NULL", ct: ct);
        var any = false;
        foreach (var row in without.Rows())
        {
            any = true;
            var file = table.Files[(int)row[0]!];
            _rejected.Add(new(file.Name, (long)row[1]!, $"its time ({options.Time}) is missing", null, ""), file.Shown);
        }

        if (any)
        {
            engine.Connection.Execute($"DELETE FROM {name} WHERE {time} IS NULL", ct);
        }
    }

    private void Demand(long stored, IReadOnlyList<SourceFile> source, long? storedTest)
    {
        if (_rejected.Count == 0 && (stored == 0 || storedTest == 0))
        {
            var shown = source.Count == 1 ? source[0].Shown : "The source";
            throw ImportFailures.Bad("data.no-rows", storedTest == 0 ? "The test file has no rows." : $"{shown} has no rows{(options.Sample is null ? "" : " in the sample")}.",
                "Name a file with rows below its column names.", source.Count == 1 ? new Place(source[0].Shown) : null);
        }
    }

    private void StoreRejected(string path, CancellationToken ct)
    {
        engine.Connection.Execute("CREATE TABLE _rondo_rejected (\"file\" VARCHAR, line BIGINT, reason VARCHAR, \"column\" VARCHAR, \"text\" VARCHAR)", ct);
        using (var appender = engine.Connection.Appender("_rondo_rejected"))
        {
            foreach (var row in _rejected.Rows)
            {
                appender.Append(row.File);
                appender.Append(row.Line);
                appender.Append(row.Reason);
                appender.Append(row.Column);
                appender.Append(row.Text.Replace("\0", "\\0", StringComparison.Ordinal));
                appender.EndRow();
            }

            appender.Complete();
        }

        engine.Store("SELECT * FROM _rondo_rejected", path, ct);
    }
}
