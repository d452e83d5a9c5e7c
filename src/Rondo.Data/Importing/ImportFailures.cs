using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// What can be wrong with a source as a whole. A file that is damaged or no table is <see cref="Broken"/>; one that can be read, and holds
/// what cannot be used, is <see cref="Bad"/>; what was named and is not there is <see cref="Misuse"/>.
/// </summary>
internal static class ImportFailures
{
    public static FailureException RecordTooLong(string file, long line) => Bad("data.record-too-long",
        string.Create(CultureInfo.InvariantCulture, $"The record that begins in line {line} is longer than {CsvReader.MaximumRecord >> 20} million characters."),
        "Most likely a quote is not closed there: correct the line, or write another quote: in rondo.yaml.", new Place(file, (int)line));

    public static FailureException Folder(string path) => Misuse("data.folder", $"{path} is a folder, and one file is read here.", "Name a file in it.", new Place(path));

    public static FailureException Bad(string code, string problem, string remedy, Place? place = null) =>
        new(new Failure(code, problem, remedy, place) { Kind = FailureKind.No });

    public static FailureException Broken(string code, string problem, string remedy, Place? place = null) =>
        new(new Failure(code, problem, remedy, place) { Kind = FailureKind.World });

    public static FailureException Misuse(string code, string problem, string remedy, Place? place = null) =>
        new(new Failure(code, problem, remedy, place));
}
