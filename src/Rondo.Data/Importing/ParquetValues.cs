using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>The SQL that reads values of Parquet files.</summary>
internal sealed class ParquetValues(ReadOptions options)
{
    private readonly Dictionary<string, string> _reads = new(StringComparer.Ordinal);

    /// <summary>Remembers how a column is read.</summary>
    public void Add(Column column) => _reads[column.Name] = ParquetTypes.Reading(column);

    /// <summary>The value, null where it is missing.</summary>
    public string Raw(string name)
    {
        var text = $"CAST({_reads[name]} AS VARCHAR)";
        var missing = options.Missing.Count == 0 ? "" : $" OR {text} IN ({string.Join(", ", options.Missing.Select(Sql.Literal))})";
        return $"CASE WHEN {text} = ''{missing} THEN NULL ELSE {_reads[name]} END";
    }

    /// <summary>The value in its column's type, null where it is missing or does not fit.</summary>
    public string Converted(ColumnPlan column)
    {
        var raw = Raw(column.Name);
        var aliased = options.Aliases.Count > 0 && string.Equals(column.Name, options.Target, StringComparison.Ordinal)
            ? $"CASE CAST({raw} AS VARCHAR) {string.Join(" ", options.Aliases.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"WHEN {Sql.Literal(a.Key)} THEN {Sql.Literal(a.Value)}"))} ELSE CAST({raw} AS VARCHAR) END"
            : raw;
        var cast = $"TRY_CAST({aliased} AS {TableEngine.TypeName(column.Type)})";
        return column.Type == ColumnType.Number ? $"CASE WHEN isfinite({cast}) THEN {cast} + 0.0 END" : cast;
    }
}
