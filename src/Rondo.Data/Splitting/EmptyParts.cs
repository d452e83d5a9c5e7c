using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Splitting;

/// <summary>Finds why a table cannot be cut as asked: it asks the table only when a part has come out empty, or the training part too small.</summary>
internal sealed class EmptyParts(TableEngine engine, string rows, SplitOptions options)
{
    private const int FewestRows = 10;

    /// <summary>Throws when a part lacks rows.</summary>
    /// <param name="by">How it was cut.</param>
    /// <param name="shares">The shares that were asked for.</param>
    /// <param name="counts">The rows of train, validation and test.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="FailureException"><c>data.no-target</c>, <c>data.few-times</c>, <c>data.single-classes</c>, <c>data.few-groups</c>, <c>data.empty-test</c>, <c>data.too-few-rows</c>.</exception>
    public void Demand(SplitKind by, Shares shares, (long Train, long Validation, long Test) counts, CancellationToken ct)
    {
        if (Short(shares, counts))
        {
            throw new FailureException((Cause(by, shares, counts, ct) ?? TooFew(shares, counts)) with { Kind = FailureKind.No });
        }
    }

    /// <summary>The same for parts whose rows somebody else chose.</summary>
    public static void Demand(Shares shares, (long Train, long Validation, long Test) counts)
    {
        if (Short(shares, counts))
        {
            throw new FailureException(TooFew(shares, counts) with { Kind = FailureKind.No });
        }
    }

    private static bool Short(Shares shares, (long Train, long Validation, long Test) counts) =>
        counts.Train < FewestRows || counts.Test == 0 || (counts.Validation == 0 && shares.Validation > 0);

    private Failure? Cause(SplitKind by, Shares shares, (long Train, long Validation, long Test) counts, CancellationToken ct)
    {
        var labelled = options.Target is { } target ? $"{Sql.Identifier(target)} IS NOT NULL" : "true";
        var all = Number($"SELECT count(*) FROM {rows}", ct);
        var known = Number($"SELECT count(*) FROM {rows} WHERE {labelled}", ct);
        if (all > 0 && known == 0)
        {
            return new("data.no-target", Text($"None of the {all} rows has a value of the target '{options.Target}', so there is nothing to learn."), "Name another column in charter.target, or correct the data; texts in data.missing count as missing.");
        }

        var parts = 1 + (shares.Validation > 0 ? 1 : 0) + (shares.Test > 0 ? 1 : 0);
        return by switch
        {
            SplitKind.Time => Times(labelled, known, parts, ct),
            SplitKind.Stratified => Classes(labelled, known, ct),
            SplitKind.Group => Groups(labelled, known, parts, ct),
            _ => null,
        } ?? (shares.Test <= 0 && counts.Test == 0 ? new("data.empty-test", Text($"None of the rows of the test file (data.test) has a value of the target '{options.Target}'."), "Give the test file its truths, or cut a test part: remove data.test.") : null);
    }

    private Failure? Times(string labelled, long known, int parts, CancellationToken ct)
    {
        var times = Number($"SELECT count(DISTINCT {TableSchema.TimeColumn}) FROM {rows} WHERE {labelled}", ct);
        return times >= parts ? null : new(
            "data.few-times",
            Text($"The {known} rows have {(times == 1 ? "one time" : Text($"{times} different times"))} only, and rows of one time stay together: that makes no {parts} parts."),
            "Below data:, let time: say more exactly when a row happened, or write split: { by: random }.");
    }

    private Failure? Classes(string labelled, long known, CancellationToken ct)
    {
        var name = Sql.Identifier(options.Target!);
        var classes = Number($"SELECT count(DISTINCT {name}) FROM {rows} WHERE {labelled}", ct);
        return classes * 2 <= known ? null : new(
            "data.single-classes",
            Text($"The target '{options.Target}' has {classes} different values in {known} rows: most classes have a single row, which leaves none for testing."),
            "Name another column in charter.target, or another charter.task; regression predicts numbers.");
    }

    private Failure? Groups(string labelled, long known, int parts, CancellationToken ct)
    {
        var groups = Number($"SELECT count(DISTINCT coalesce(CAST({Sql.Identifier(options.Group!)} AS VARCHAR), '')) FROM {rows} WHERE {labelled}", ct);
        return groups >= parts * 2 ? null : new(
            "data.few-groups",
            Text($"The {known} rows have {groups} different values of '{options.Group}', and rows of one group stay together: that makes no {parts} parts of the shares asked for."),
            "Name a column of more values in data.split.by, or write split: { by: random }.");
    }

    private static Failure TooFew(Shares shares, (long Train, long Validation, long Test) counts)
    {
        var empty = counts.Train < FewestRows ? null : counts.Test == 0 ? "test" : "validation";
        return new(
            "data.too-few-rows",
            Text($"There are too few rows to split: train would have {counts.Train}, validation {counts.Validation}, test {counts.Test}."),
            empty is null ? Text($"Bring more rows: training needs at least {FewestRows}{(shares.Test + shares.Validation > 0.5 ? ", or leave more of them to it: data.split" : "")}.") : $"Bring more rows, or give the {empty} part a larger share: split: {{ {empty}: 30% }}.");
    }

    private long Number(string sql, CancellationToken ct)
    {
        using var result = engine.Connection.Query(sql, ct: ct);
        return result.Scalar<long>();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
