using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>All files of a source have the same format.</summary>
internal static class SourceKinds
{
    public static SourceKind Of(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (new FileInfo(file.Path).Length == 0)
            {
                throw ImportFailures.Broken("data.empty-file", $"{file.Shown} is empty.", "Name a file with a table.", new Place(file.Shown));
            }
        }

        var kinds = files.Select(f => (File: f, Kind: f.Kind())).ToList();
        var other = kinds.Find(k => k.Kind != kinds[0].Kind);
        return other.File is null
            ? kinds[0].Kind
            : throw ImportFailures.Bad("data.mixed-formats", $"{kinds[0].File.Shown} is {Word(kinds[0].Kind)} and {other.File.Shown} is {Word(other.Kind)}.",
                "Give all files of a source the same format.", new Place(other.File.Shown));

        static string Word(SourceKind kind) => kind switch { SourceKind.Json => "JSON", SourceKind.Parquet => "Parquet", _ => "delimited text" };
    }
}
