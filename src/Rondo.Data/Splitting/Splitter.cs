using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Splitting;

/// <summary>Where the parts go.</summary>
internal sealed record SplitTargets(string Train, string Validation, string Test);

/// <summary>
/// Gives every row to one part. Rows keep their order. Except by time, a row's part follows from an MD5 of its key, or of its whole
/// content, and the seed: identical rows stay together, and at random a row keeps its part when others come or go.
/// </summary>
internal sealed class Splitter(SplitOptions options, TableEngine engine, string path, string? testPath, IStepReporter report)
{
    private readonly string _rows = TableEngine.NumberedTable(path);
    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Run(SplitTargets targets, CancellationToken ct)
    {
        var columns = engine.Describe($"SELECT * FROM {TableEngine.Table(path)}", ct);
        var names = columns.Select(c => c.Name).ToList();
        var by = Method(names);
        Demand(by, names);
        var shares = new Shares(testPath is null ? options.Test : 0, options.Validation);
        engine.Connection.Execute($"CREATE TABLE _rondo_parts AS SELECT part FROM ({Assignment(by, names, shares, ct)}) ORDER BY r", ct);
        var selected = string.Join(", ", names.Select(n => "t." + Sql.Identifier(n)));
        var train = Store(selected, Parts.Train, targets.Train, ct);
        var validation = Store(selected, Parts.Validation, targets.Validation, ct);
        var test = testPath is null ? Store(selected, Parts.Test, targets.Test, ct) : StoreTestFile(names, targets.Test, ct);
        report.Metric("rows.train", train);
        report.Metric("rows.validation", validation);
        report.Metric("rows.test", test);
        new EmptyParts(engine, _rows, options).Demand(by, shares, (train, validation, test), ct);
        Unlabelled(ct);
        _warnings.AddRange(new PartChecks(engine, options, names).Run(targets, test, ct));
        return _warnings;
    }

    private SplitKind Method(List<string> names) => options.By
        ?? (names.Contains(TableSchema.TimeColumn, StringComparer.Ordinal) ? SplitKind.Time : options.Classes && options.Target is not null ? SplitKind.Stratified : SplitKind.Random);

    private void Demand(SplitKind by, List<string> names)
    {
        if (by == SplitKind.Time && !names.Contains(TableSchema.TimeColumn, StringComparer.Ordinal))
        {
            throw new FailureException(new Failure("data.split-no-time", "The table cannot be split by time: its rows have none.", "Below data:, say when a row happened, such as time: date, or split by: random.", new Place("data.split.by")));
        }

        var needed = new[] { by == SplitKind.Group ? options.Group : null, by == SplitKind.Stratified ? options.Target : null }.Concat(options.Key).OfType<string>();
        var failures = needed.Except(names, StringComparer.Ordinal).Select(c => UnknownColumn.Failure("data.split", c, names)).ToList();
        if (by == SplitKind.Stratified && options.Target is null)
        {
            failures.Add(new("data.split-no-target", "The table cannot be stratified: the charter names no target.", "Write target: below charter:, or split by: random."));
        }

        if (failures.Count > 0)
        {
            throw new FailureException(failures);
        }
    }

    /// <summary>A query that gives every row's number r and its part.</summary>
    private string Assignment(SplitKind by, List<string> names, Shares shares, CancellationToken ct)
    {
        var labelled = options.Target is { } target && names.Contains(target, StringComparer.Ordinal) ? $"{Sql.Identifier(target)} IS NOT NULL" : "true";
        var assigned = by switch
        {
            SplitKind.Time => ByValue(TimeCuts.Sql(engine, _rows, labelled, shares, ct)),
            SplitKind.Group => GroupParts.Sql(engine, _rows, labelled, options.Group!, options.Seed, shares, ct),
            SplitKind.Stratified => ClassParts.Sql(engine, _rows, labelled, options.Target!, Hash(names, ct), shares, ct),
            _ => ByValue(string.Create(CultureInfo.InvariantCulture,
                $"CASE WHEN {Hash(names, ct)} < {shares.Test:R} THEN {Parts.Test} WHEN {Hash(names, ct)} < {shares.Test + shares.Validation:R} THEN {Parts.Validation} ELSE {Parts.Train} END")),
        };
        return $"SELECT r, CASE WHEN labelled THEN part ELSE {Parts.None} END AS part FROM ({assigned})";

        string ByValue(string part) => $"SELECT file_row_number AS r, {labelled} AS labelled, {part} AS part FROM {_rows}";
    }

    private string? _hash;

    private string Hash(List<string> names, CancellationToken ct)
    {
        if (_hash is not null)
        {
            return _hash;
        }

        var columns = options.Key.Count > 0 ? options.Key : names.Where(n => !string.Equals(n, TableSchema.TimeColumn, StringComparison.Ordinal)).ToList();
        var content = $"concat_ws(chr(31), {string.Join(", ", columns.Select(c => $"coalesce(CAST({Sql.Identifier(c)} AS VARCHAR), chr(30))"))})";

        // Where most rows repeat, contents are too few to be dealt out evenly: the row's number joins in.
        return _hash = RowHash.Sql(RowContents.Count(engine.Connection, _rows, columns, ct).TellApart ? content : $"concat({content}, chr(29), file_row_number)", options.Seed);
    }

    private long Store(string selected, int part, string target, CancellationToken ct)
    {
        report.Progress(0.3 + (0.2 * part), "writing");
        return engine.Store($"SELECT {selected} FROM {TableEngine.Table(path)} t POSITIONAL JOIN _rondo_parts p WHERE p.part = {part.ToString(CultureInfo.InvariantCulture)}", target, ct);
    }

    private long StoreTestFile(List<string> names, string target, CancellationToken ct)
    {
        var where = options.Target is { } column && names.Contains(column, StringComparer.Ordinal) ? $" WHERE {Sql.Identifier(column)} IS NOT NULL" : "";
        return engine.Store($"SELECT {string.Join(", ", names.Select(Sql.Identifier))} FROM {TableEngine.Table(testPath!)}{where}", target, ct);
    }

    /// <summary>The parts of a retraining, whose traffic says where its rows go.</summary>
    public IReadOnlyList<string> RunWithTraffic(string traffic, SplitTargets targets, CancellationToken ct)
    {
        var parts = new TrafficParts(options, engine, path, traffic);
        var names = parts.Gather(ct);
        var train = parts.Store("train", targets.Train, ct);
        var validation = parts.Store("validation", targets.Validation, ct);
        var test = parts.Store("test", targets.Test, ct);
        report.Metric("rows.train", train);
        report.Metric("rows.validation", validation);
        report.Metric("rows.test", test);
        EmptyParts.Demand(new(options.Test, options.Validation), (train, validation, test));
        return [.. parts.Warnings, .. new PartChecks(engine, options with { Key = [] }, names).Run(targets, test, ct)];
    }

    private void Unlabelled(CancellationToken ct)
    {
        using var result = engine.Connection.Query($"SELECT count(*) FROM _rondo_parts WHERE part = {Parts.None}", ct: ct);
        if (result.Scalar<long>() is > 0 and var without)
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{without} rows have no '{options.Target}' and are in no part."));
        }
    }
}

/// <summary>The shares of all labelled rows.</summary>
internal sealed record Shares(double Test, double Validation);

/// <summary>The parts by number.</summary>
internal static class Parts
{
    public const int Train = 0;
    public const int Validation = 1;
    public const int Test = 2;
    public const int None = 3;
}
