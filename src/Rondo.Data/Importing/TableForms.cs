using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Data.Importing;

/// <summary>Tables for scripts: CSV out and in. What a script writes has a header and no bad rows.</summary>
internal sealed class TableForms : ITableForms
{
    public string Version { get; } = "tables 1, duckdb " + DuckDbEngine.Version;

    public Task ToCsvAsync(string parquet, string csv, CancellationToken ct) => Task.Run(
        () =>
        {
            using var work = new WorkFolder(csv);
            using var engine = new TableEngine(work.Path, 1);
            engine.Connection.Execute($"COPY (SELECT * FROM {TableEngine.Table(parquet)}) TO {Sql.Literal(csv)} (FORMAT CSV, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')", ct);
        },
        ct);

    public Task FromCsvAsync(string csv, string parquet, CancellationToken ct) => Task.Run(() => FromCsv(csv, parquet, ct), ct);

    private static void FromCsv(string csv, string parquet, CancellationToken ct)
    {
        SpecialFile.Refuse(csv);
        using var work = new WorkFolder(parquet);
        using var engine = new TableEngine(work.Path, 1);
        var options = new ReadOptions { Header = true };
        var rejected = new RejectedRows();
        var files = SourceFiles.Of(csv, Path.GetFileName(csv));
        var import = new TextImport(options, new TextSources(options), engine, rejected, (_, _) => { });
        var table = new StagedTable("_rondo_staged", import.Infer(files, ct), files);
        import.Load(table, ct);
        var failures = rejected.Failures(options.BadRows, table.RowsRead);
        if (failures.Count > 0)
        {
            throw new FailureException(failures);
        }

        new StagedStore(engine, rejected, null).Store(table, null, parquet, null, ct);
    }

    /// <summary>A folder beside an output for anything temporary.</summary>
    private sealed class WorkFolder : IDisposable
    {
        public WorkFolder(string beside)
        {
            Path = beside + ".work";
            Directory.CreateDirectory(Path);
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
