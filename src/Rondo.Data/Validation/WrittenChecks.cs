using Rondo.Expressions;
using Rondo.Kernel;

namespace Rondo.Data.Validation;

/// <summary>Holds a table against the sentences of <c>checks:</c>. A row for which a sentence is neither true nor false (a value is missing) passes.</summary>
internal sealed class WrittenChecks(TableProfile profile, TableRows rows)
{
    public IEnumerable<DataFinding> Run(IReadOnlyList<string> checks, CancellationToken ct)
    {
        var kinds = profile.Columns.ToDictionary(c => c.Name, c => TableExpression.KindOf(c.Type), StringComparer.Ordinal);
        for (var i = 0; i < checks.Count; i++)
        {
            var check = checks[i];
            var place = new Place(System.FormattableString.Invariant($"data.checks[{i}]"), 1, 1);
            var typed = TableExpression.Check(check, kinds, place, allowAggregates: true);
            if (!typed.Ok)
            {
                throw new FailureException(typed.Failures);
            }

            if (typed.Value.Kind != ValueKind.Boolean)
            {
                throw new FailureException(new Failure("data.check-type", $"The check '{check}' is a {typed.Value.Kind.ToString().ToLowerInvariant()} and not true or false.", "Write a comparison, such as hum between 0 and 1.", place));
            }

            if (Finding(check, typed.Value, ct) is { } finding)
            {
                yield return finding with { Place = place };
            }
        }
    }

    private DataFinding? Finding(string check, TypedExpression typed, CancellationToken ct)
    {
        var sql = TableExpression.Sql(typed);
        if (typed.IsAggregate)
        {
            using var result = rows.Engine.Connection.Query($"SELECT {sql} FROM {rows.Source}", ct: ct);
            return result.Scalar<bool?>() is true ? null
                : new(FindingStatus.Fail, "data.check", $"The check does not hold: {check}", "Correct the data, or the check.") { Columns = typed.Columns };
        }

        var (count, shown) = rows.Where($"NOT coalesce({sql}, true)", typed.Columns, ct);
        return count == 0 ? null
            : new(FindingStatus.Fail, "data.check", System.FormattableString.Invariant($"The check does not hold in {count} of {profile.Rows} rows: {check} ({TableRows.Sentence(shown)})."), "Correct the rows, or the check.")
            {
                Columns = typed.Columns,
                RowCount = count,
                Rows = shown,
            };
    }
}
