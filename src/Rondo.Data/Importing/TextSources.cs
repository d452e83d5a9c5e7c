namespace Rondo.Data.Importing;

/// <summary>Opens text files, each as it is written.</summary>
internal sealed class TextSources(ReadOptions options)
{
    private readonly Dictionary<SourceFile, CsvDialect> _dialects = [];

    /// <summary>How the delimited files are written, by file.</summary>
    public IReadOnlyDictionary<SourceFile, CsvDialect> Dialects => _dialects;

    /// <summary>A file's columns in its own order.</summary>
    public IReadOnlyList<string> ColumnsOf(SourceFile file) => file.Kind() == SourceKind.Json ? JsonSource.ColumnsOf(file) : Dialect(file).Columns;

    /// <summary>Opens a file that has to have these columns; a JSON file may lack some.</summary>
    public IRowSource Open(SourceFile file, IReadOnlyList<string> names)
    {
        var json = file.Kind() == SourceKind.Json;
        var own = ColumnsOf(file);
        SameColumns.Demand(names, own, file, allowMissing: json);
        return json ? JsonSource.Open(file, own) : new CsvSource(file, Dialect(file));
    }

    /// <summary>Where each of the table's columns stands in a file; -1 where it does not.</summary>
    public static int[] Order(IRowSource rows, IReadOnlyList<string> names)
    {
        var own = rows.Columns.ToList();
        return [.. names.Select(n => own.IndexOf(n))];
    }

    /// <summary>What people should know about how the files were read.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (var (file, dialect) in _dialects.OrderBy(d => d.Key.Name, StringComparer.Ordinal))
        {
            if (!dialect.Header && options.Columns.Count == 0)
            {
                yield return $"{file.Shown} has no line with column names, so they are called column1, column2, …; name them with columns:, or write header: first if the first line does name them.";
            }
        }
    }

    private CsvDialect Dialect(SourceFile file)
    {
        if (!_dialects.TryGetValue(file, out var known))
        {
            _dialects[file] = known = CsvDialect.Of(file, options);
        }

        return known;
    }
}
