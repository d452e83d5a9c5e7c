using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Splitting;

/// <summary>Says when parts share rows or keys, or lack a class.</summary>
internal sealed class PartChecks(TableEngine engine, SplitOptions options, IReadOnlyList<string> names)
{
    public IEnumerable<string> Run(SplitTargets targets, long testRows, CancellationToken ct)
    {
        if (options.Key.Count > 0)
        {
            if (Shared(options.Key, targets, ct) is > 0 and var keys)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{keys} rows of the test part have a key ({string.Join(", ", options.Key)}) that is also in the training part.");
            }
        }

        // what comes again has another key and often another time
        var content = engine.Describe($"SELECT * FROM {TableEngine.Table(targets.Train)}", ct).Where(c => TableEngine.TypeOf(c) is not ColumnType.Timestamp).Select(c => c.Name).Except(options.Key, StringComparer.Ordinal).ToList();
        if (content.Count > 0 && RowContents.Count(engine.Connection, TableEngine.Table(targets.Train), content, ct).TellApart && Shared(content, targets, ct) is > 0 and var rows)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{rows} rows of the test part ({100.0 * rows / testRows:0.##}%) are in the training part too, equal in every column but times and keys: a model may know their answers by heart.");
        }

        if (options.Classes && options.Target is { } target && names.Contains(target, StringComparer.Ordinal))
        {
            foreach (var warning in MissingClasses(target, targets, ct))
            {
                yield return warning;
            }
        }
    }

    private long Shared(IReadOnlyList<string> columns, SplitTargets targets, CancellationToken ct)
    {
        var hash = RowContents.Hash(columns);
        using var result = engine.Connection.Query($"SELECT count(*) FROM {TableEngine.Table(targets.Test)} WHERE {hash} IN (SELECT {hash} FROM {TableEngine.Table(targets.Train)})", ct: ct);
        return result.Scalar<long>();
    }

    private List<string> MissingClasses(string target, SplitTargets targets, CancellationToken ct)
    {
        var name = Sql.Identifier(target);
        var warnings = new List<string>();
        foreach (var (part, path) in new[] { ("training", targets.Train), ("test", targets.Test) })
        {
            var other = part is "test" ? targets.Train : targets.Test;
            using var result = engine.Connection.Query(
                $"SELECT DISTINCT CAST({name} AS VARCHAR) FROM {TableEngine.Table(other)} WHERE {name} NOT IN (SELECT {name} FROM {TableEngine.Table(path)} WHERE {name} IS NOT NULL) ORDER BY 1 LIMIT 5", ct: ct);
            var missing = result.Rows().Select(r => (string?)r[0]).ToList();
            if (missing.Count > 0)
            {
                warnings.Add($"The {part} part has no row of the class {string.Join(", ", missing.Select(m => $"'{m}'"))}.");
            }
        }

        return warnings;
    }
}
