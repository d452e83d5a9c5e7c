using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Validation;

/// <summary>Holds a table against its schema. The profile answers most questions; rows are only read to be shown.</summary>
internal sealed class SchemaChecks(TableProfile profile, TableSchema schema, TableRows rows)
{
    public IEnumerable<DataFinding> Run(IReadOnlyList<string> key, CancellationToken ct)
    {
        var actual = profile.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var finding in Names(actual))
        {
            yield return finding;
        }

        foreach (var column in schema.Columns.Where(c => actual.ContainsKey(c.Name)))
        {
            var found = actual[column.Name];
            foreach (var finding in found.Type == column.Type || found.Missing == profile.Rows ? Values(column, found, ct) : [Mistyped(column, found)])
            {
                yield return finding;
            }
        }

        if (key.Count > 0 && key.All(actual.ContainsKey) && Repeated(key, "data.key-repeated", $"The key ({string.Join(", ", key)}) does not name one row each", ct) is { } repeated)
        {
            yield return repeated;
        }
    }

    private IEnumerable<DataFinding> Names(Dictionary<string, ColumnProfile> actual)
    {
        var more = profile.Columns.Where(c => schema.Columns.All(s => !string.Equals(s.Name, c.Name, StringComparison.Ordinal))).ToList();
        var renamed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var missing in schema.Columns.Where(c => !actual.ContainsKey(c.Name)))
        {
            var near = NearestName.Of(missing.Name, more.Where(m => m.Type == missing.Type).Select(m => m.Name));
            if (near is not null)
            {
                renamed.Add(near);
            }

            yield return new(FindingStatus.Fail, "data.column-missing", $"The column '{missing.Name}' of {SchemaFile.FileName} is not in the table.",
                near is null ? $"Bring it back, or remove its line from {SchemaFile.FileName}." : $"Is it called '{near}' now? Rename it in the source, or in {SchemaFile.FileName}.")
            { Columns = [missing.Name] };
        }

        foreach (var column in more.Where(m => !renamed.Contains(m.Name) && !SchemaInference.IsTime(m.Name)))
        {
            yield return new(FindingStatus.Fail, "data.column-new", $"The table has a column '{column.Name}' that {SchemaFile.FileName} does not know.",
                $"Add it there ({column.Name}: {{ type: {Word(column.Type)}{(column.Missing > 0 ? ", nullable: true" : "")} }}), or take it out of the source.")
            { Columns = [column.Name] };
        }
    }

    private IEnumerable<DataFinding> Values(ColumnSchema column, ColumnProfile found, CancellationToken ct)
    {
        var name = Sql.Identifier(column.Name);
        if (found.Missing > 0 && !column.Nullable && !SchemaInference.IsTime(column.Name))
        {
            yield return Rows("data.missing-value", column, $"{name} IS NULL", $"misses {found.Missing} values and may miss none", $"Fill them in, or write nullable: true for '{column.Name}' in {SchemaFile.FileName}.", ct);
        }

        foreach (var finding in Domain(column, found, ct).Concat(Range(column, found, ct)))
        {
            yield return finding;
        }

        if (column.Unique && found.Distinct < profile.Rows - found.Missing && Repeated([column.Name], "data.repeated-value", $"The column '{column.Name}' repeats values and may not", ct) is { } repeated)
        {
            yield return repeated;
        }
    }

    private IEnumerable<DataFinding> Range(ColumnSchema column, ColumnProfile found, CancellationToken ct)
    {
        var name = Sql.Identifier(column.Name);
        if (column.Minimum is { } minimum && found.Numbers is { } low && low.Minimum < minimum)
        {
            yield return Rows("data.below-minimum", column, string.Create(CultureInfo.InvariantCulture, $"{name} < {minimum:R}"),
                string.Create(CultureInfo.InvariantCulture, $"goes down to {low.Minimum}, below its minimum {minimum}"), $"Correct the rows, or the minimum in {SchemaFile.FileName}.", ct);
        }

        if (column.Maximum is { } maximum && found.Numbers is { } high && high.Maximum > maximum)
        {
            yield return Rows("data.above-maximum", column, string.Create(CultureInfo.InvariantCulture, $"{name} > {maximum:R}"),
                string.Create(CultureInfo.InvariantCulture, $"goes up to {high.Maximum}, above its maximum {maximum}"), $"Correct the rows, or the maximum in {SchemaFile.FileName}.", ct);
        }
    }

    private IEnumerable<DataFinding> Domain(ColumnSchema column, ColumnProfile found, CancellationToken ct)
    {
        if (column.Domain is not { } domain || found.Distinct == 0)
        {
            yield break;
        }

        var strange = Unknown(domain, found);
        if (strange.Count == 0 && found.Top is { } top && found.Distinct <= top.Count)
        {
            yield break;
        }

        var finding = Rows("data.unknown-value", column, $"CAST({Text(column)} AS VARCHAR) NOT IN ({string.Join(", ", domain.Select(Sql.Literal))})",
            $"has values outside its domain: {string.Join(", ", strange.Take(5).Select(s => Quoted(s, domain)))}", $"Correct them, or add them to the domain of '{column.Name}' in {SchemaFile.FileName}.", ct);
        if (finding.RowCount > 0)
        {
            yield return finding;
        }
    }

    private static List<string> Unknown(IReadOnlyList<string> domain, ColumnProfile found) =>
        [.. (found.Top ?? []).Select(t => t.Value).Except(domain, StringComparer.Ordinal)];

    private static string Quoted(string value, IReadOnlyList<string> domain)
    {
        var shown = value.Length > 40 ? value[..40] + "…" : value;
        return NearestName.Of(value, domain) is { } near ? $"'{shown}' (like '{near}')" : $"'{shown}'";
    }

    // Whole doubles are written without a point, as people write them in a domain.
    private static string Text(ColumnSchema column)
    {
        var name = Sql.Identifier(column.Name);
        return column.Type == ColumnType.Number ? $"CASE WHEN {name} = floor({name}) AND abs({name}) < 1e15 THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) ELSE CAST({name} AS VARCHAR) END" : name;
    }

    private DataFinding Rows(string code, ColumnSchema column, string condition, string problem, string remedy, CancellationToken ct)
    {
        var (count, shown) = rows.Where(condition, [column.Name], ct);
        return new(FindingStatus.Fail, code, $"The column '{column.Name}' {problem} ({TableRows.Sentence(shown)}).", remedy) { Columns = [column.Name], RowCount = count, Rows = shown };
    }

    private DataFinding? Repeated(IReadOnlyList<string> columns, string code, string problem, CancellationToken ct)
    {
        var names = string.Join(", ", columns.Select(Sql.Identifier));
        var present = string.Join(" AND ", columns.Select(c => $"{Sql.Identifier(c)} IS NOT NULL"));
        var (count, shown) = rows.Where($"{present} AND ({names}) IN (SELECT ({names}) FROM {rows.Source} WHERE {present} GROUP BY {names} HAVING count(*) > 1)", columns, ct);
        return count == 0 ? null : new(FindingStatus.Fail, code, string.Create(CultureInfo.InvariantCulture, $"{problem}: {count} rows share theirs ({TableRows.Sentence(shown)})."),
            "Remove the repeated rows, or name other columns.")
        { Columns = columns, RowCount = count, Rows = shown };
    }

    private static DataFinding Mistyped(ColumnSchema column, ColumnProfile found)
    {
        var examples = found is { Type: ColumnType.Text, Top: { } top } ? " Some of its values: " + string.Join(", ", top.Select(t => t.Value).Where(v => !double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out _)).Take(5).Select(v => $"'{v}'")) + "." : "";
        return new(FindingStatus.Fail, "data.type-changed", $"The column '{column.Name}' is {Word(found.Type)} and was {Word(column.Type)}.{examples}",
            $"Correct the source, force the type with types: {{ {column.Name}: {Word(column.Type)} }}, or change it in {SchemaFile.FileName}.")
        { Columns = [column.Name] };
    }

    private static string Word(ColumnType type) => type.ToString().ToLowerInvariant();
}
