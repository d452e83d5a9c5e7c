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
        var kind = SourceKinds.Of([.. source, .. test]);
        var (plan, table, tested, dialects) = kind == SourceKind.Parquet ? Parquet(source, test, ct) : Text(source, test, ct);
        _warnings.AddRange(plan.Where(c => c.Doubtful).Select(c => $"The column '{c.Name}' is {(c.Type == ColumnType.Timestamp ? "read as times in UTC" : "text")}: {c.Note}."));
        var time = options.Time is null ? null : TimeColumn.Sql(options.Time, plan);
        var rows = table.RowsRead + tested.RowsRead;
        var store = new StagedStore(engine, _rejected, options.Time);
        report.Progress(0.9, table.Writing);
        var stored = store.Store(table, time, targets.Table, options.Sample, ct);
        var storedTest = store.Store(tested, time, targets.Test, null, ct);
        Demand(stored, source, test.Count > 0 ? storedTest : null);
        store.StoreRejected(targets.Rejected, ct);
        File.WriteAllText(targets.Report, ImportReport.Write(plan, table, tested, dialects, _rejected, stored, options.Time is not null));
        report.Metric("rows", stored);
        report.Metric("rows.bad", _rejected.Count);
        var failures = _rejected.Failures(options.BadRows, rows);
        return new(failures, failures.Count > 0 ? _warnings : [.. _rejected.Warnings(rows), .. _warnings]);
    }

    private Staged Text(IReadOnlyList<SourceFile> source, IReadOnlyList<SourceFile> test, CancellationToken ct)
    {
        var sources = new TextSources(options);
        var import = new TextImport(options, sources, engine, _rejected, report.Progress);
        var plan = import.Infer(source, ct);
        var table = new StagedTable("_rondo_staged", plan, source);
        import.Load(table, ct);
        var tested = new StagedTable("_rondo_test", plan, test);
        import.Load(tested, ct);
        _warnings.AddRange(sources.Warnings());
        return new(plan, table, tested, sources.Dialects);
    }

    private Staged Parquet(IReadOnlyList<SourceFile> source, IReadOnlyList<SourceFile> test, CancellationToken ct)
    {
        var import = new ParquetImport(options, engine, _rejected);
        var plan = import.Infer(source, ct);
        var table = new StagedTable("_rondo_staged", plan, source);
        import.Load(table, ct);
        var tested = new StagedTable("_rondo_test", plan, test);
        import.Load(tested, ct);
        return new(plan, table, tested, System.Collections.Frozen.FrozenDictionary<SourceFile, CsvDialect>.Empty);
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

    private sealed record Staged(IReadOnlyList<ColumnPlan> Plan, StagedTable Table, StagedTable Tested, IReadOnlyDictionary<SourceFile, CsvDialect> Dialects);
}
