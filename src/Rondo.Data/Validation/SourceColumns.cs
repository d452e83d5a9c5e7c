using System.Text.Json.Nodes;
using Rondo.Data.Importing;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Validation;

/// <summary>
/// The columns of a source by its first file, before it is imported: the first line of a delimited file, the footer of a Parquet file, the
/// keys of a JSON file that is not large. What is wrong with a file is told by the step that reads all of it: here it is not known.
/// </summary>
internal static class SourceColumns
{
    /// <summary>A key may come with the last row: a JSON file is read whole, or not at all.</summary>
    private const int LargestJson = 16 << 20;

    /// <summary>The columns by name, or null where they are not known, or none is the project's target.</summary>
    /// <param name="project">The project.</param>
    /// <param name="source">A file, folder or pattern of it.</param>
    /// <param name="parameters">Those of the import.</param>
    public static TableColumns? Of(Project project, string source, JsonObject parameters) => Guard(() =>
    {
        var options = ReadOptions.Of(parameters);
        return FirstFile(project, source) is { } file && Names(file, options) is { } names && names.Contains(project.Sections.Values.OfType<Charter>().FirstOrDefault()?.Target, StringComparer.Ordinal)
            ? TableColumns.WithTime([.. names.Select(n => new ColumnSchema(n, ColumnType.Text, ColumnRole.Feature))], typed: false, options.Time)
            : null;
    });

    /// <summary>The columns of a stored table, or null where it cannot be read.</summary>
    public static TableColumns? OfStored(string path) => Guard(() =>
    {
        using var file = ParquetFile.Open(new(path, "", path), CancellationToken.None);
        return new TableColumns([.. file.Columns.Select(c => new ColumnSchema(c.Name, TableEngine.TypeOf(c), SchemaInference.IsTime(c.Name) ? ColumnRole.Time : ColumnRole.Feature))], Typed: true);
    });

    // A pattern's files are hidden where those of a folder are.
    private static SourceFile? FirstFile(Project project, string source)
    {
        var path = Path.Combine(project.Folder, source);
        return Path.Exists(path)
            ? SourceFiles.Of(path, source)[0]
            : project.FilesOf(source).Where(f => !f.Split('/').Any(p => p.StartsWith('.'))).Select(f => new SourceFile(Path.Combine(project.Folder, f), f, f)).FirstOrDefault();
    }

    private static IReadOnlyList<string>? Names(SourceFile file, ReadOptions options)
    {
        switch (file.Kind())
        {
            case SourceKind.Parquet:
                using (var parquet = ParquetFile.Open(file, CancellationToken.None))
                {
                    // What cannot be imported at all is told first, by the import.
                    return parquet.Columns.Any(c => ParquetTypes.Of(c, () => false) is null) ? null : HeaderNames.Checked([.. parquet.Columns.Select(c => c.Name)], file.Shown);
                }

            case SourceKind.Json:
                return IsSmall(file) ? JsonSource.ColumnsOf(file) : null;
            default:
                // A name that is no UTF-8 is not known here: finding the encoding out takes the whole file.
                return CsvDialect.Of(file, options with { Encoding = options.Encoding ?? "utf-8" }).Columns;
        }
    }

    private static bool IsSmall(SourceFile file)
    {
        using var stream = file.Open();
        var buffer = new byte[1 << 16];
        for (var left = LargestJson; left >= 0;)
        {
            var read = stream.Read(buffer);
            if (read == 0)
            {
                return true;
            }

            left -= read;
        }

        return false;
    }

    private static T? Guard<T>(Func<T?> look) where T : class
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is FailureException or DuckDbException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
