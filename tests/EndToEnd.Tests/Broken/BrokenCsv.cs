using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Rondo.EndToEnd.Broken;

/// <summary>Everything that can be wrong with a table as text.</summary>
public sealed class BrokenCsv
{
    private const string Table = "data/rentals.csv";

    private static readonly CaseList Cases =
    [
        // files that are no table
        File("an empty file", [], 3, Table, "empty"),
        File("only line ends", "\n\n\n", 3, Table, "empty"),
        File("only a header", TinyProject.Header + "\n", 1, Table, "no rows"),
        File("a zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0], 3, Table, "zip archive or an Excel workbook"),
        File("a PNG image", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0], 3, Table, "PNG image"),
        File("a JPEG image", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0], 3, Table, "JPEG image"),
        File("a PDF document", "%PDF-1.7\n%âãÏÓ\n", 3, Table, "PDF"),
        File("a SQLite database", "SQLite format 3\0" + new string('\0', 100), 3, Table, "SQLite"),
        File("an old Excel workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 3, Table, "Office"),
        File("a git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", 3, Table, "git LFS"),
        File("a zstd archive", [0x28, 0xB5, 0x2F, 0xFD, 4, 0, 1, 0, 0], 3, Table, "gzip"),
        File("a gzip archive cut off", Packed()[..200], 3, Table, "cut"),
        File("a gzip archive with a flipped bit", Flipped(Packed(), 700), 3, Table, ""),
        File("a web page", "<!DOCTYPE html>\n<html><body>Not Found</body></html>\n", 2, "rondo.yaml:15", "<!DOCTYPE html>"),
        Bare("an object of JSON that is not closed", "{\"id\": 1, \"rentals\": ", Table, "JSON"),
        Bare("JSON lines with a bad line", "{\"id\": 1, \"rentals\": 3}\n{\"id\": 2, \"rentals\": }\n", Table + ":2", "", 1),
        Bare("JSON lines with nested values", "{\"id\": 1, \"rentals\": [1, 2]}\n{\"id\": 2, \"rentals\": [3]}\n", Table, "'rentals'"),
        File("an array of nothing", "[]", 1, Table, "no JSON object"),

        // headers
        Header("a column without a name", "id,,temp,weather,casual,rentals", "Column 2 has no name"),
        Header("two columns of one name", "id,hour,hour,weather,casual,rentals", "both called 'hour'"),
        Header("two columns that differ in case", "id,Hour,hour,weather,casual,rentals", "case does not count"),
        Header("a control character in a name", "id,ho\u0007ur,temp,weather,casual,rentals", "control character"),
        Header("a name that Rondo uses", "id,_rondo_time,temp,weather,casual,rentals", "a name that Rondo uses"),
        Header("more names than columns", "id,hour,temp,weather,casual,rentals,more", "", 1, ""),

        // rows
        Row("a row with a field too few", 40, "40,8,12.5,rain,3", 1, ":41", "5"),
        Row("a row with a field too many", 40, "40,8,12.5,rain,3,44,9", 1, ":41", "7"),
        Row("an empty line in the middle", 40, "", 0, "", ""),
        Row("text after a closing quote", 40, "40,8,12.5,\"rain\"y,3,44", 1, ":41", "closing quote"),
        Row("a quote that is never closed", 40, "40,8,12.5,\"rain,3,44", 1, ":41", "never closed"),
        Row("a NUL in a field", 40, "40,8,12.5,ra\0in,3,44", 1, ":41", "NUL"),
        Row("a word among numbers", 40, "40,8,warm,rain,3,44", 1, ":41", "'warm'"),
        Row("a number with its unit", 40, "40,8,12.5 C,rain,3,44", 1, ":41", "'12.5 C'"),
        Row("a number with a decimal comma", 40, "40,8,\"12,5\",rain,3,44", 1, ":41", "'12,5'"),
        Row("a number beyond all numbers", 40, "40,8,1e999,rain,3,44", 1, ":41", "1e999"),
        Row("a mark for missing values", 40, "40,8,NA,rain,3,44", 1, Table, "missing: [\"NA\"]"),
        Row("infinity", 40, "40,8,inf,rain,3,44", 1, Table, "inf"),
        Row("a target that is missing", 40, "40,8,12.5,rain,3,", 0, "", "", "train"),
        Row("a key twice", 40, "39,8,12.5,rain,3,44", 1, "rondo.yaml", "key (id)", "validate"),
        Row("a value outside the check", 40, "40,25,12.5,rain,3,44", 1, "rondo.yaml:17", "hour between 0 and 23", "validate"),
        Lines("ten bad rows", lines => lines.Select((l, i) => i is > 20 and <= 30 ? l + ",x" : l), 1, Table + ":22", "10 of 300 rows"),
        Lines("a record beyond all measure", lines => [lines[0], "1,8,12.5,\"" + new string('x', 70_000_000) + "\",3,44"], 1, Table, "longer than"),

        // encodings
        File("UTF-16 with its mark cut in half", [.. Encoding.Unicode.GetBytes(TinyProject.Csv()), 0x0A], -1, Table, ""),
        File("UTF-16 without its mark", Encoding.Unicode.GetBytes(TinyProject.Csv()), -1, Table, ""),
        File("bytes that are no text", Noise(5000), -1, Table, ""),
        new("the wrong encoding", 1, Table + ":41", "decoded")
        {
            Make = folder =>
            {
                TinyProject.Write(folder, TinyProject.With("  key: [id]", "  encoding: utf-8"));
                var lines = TinyProject.Lines().ToArray();
                lines[40] = "40,8,12.5,pluie é,3,44";
                System.IO.File.WriteAllBytes(Path.Combine(folder, Table), Encoding.Latin1.GetBytes(string.Join('\n', lines)));
            },
            Command = ["run", "import"],
        },

        // what rondo.yaml says about the file
        Said("a wrong delimiter", "  delimiter: '|'", 2, "rondo.yaml", "weather"),
        Said("too few column names", "  columns: [a, b, c]", 2, Table + ":1", "names 3"),
        Said("a type that does not fit", "  types: { hour: timestamp }", 1, Table + ":2", "'hour'", "  types: { weather: category }"),
        Files("a folder without files", "data/empty", folder => Directory.CreateDirectory(Path.Combine(folder, "data/empty")), 2, "data/empty", "no file"),
        Files("files with other columns", "data/parts", folder => Parts(folder, TinyProject.Csv(20), TinyProject.Csv(20).Replace("temp", "temperature", StringComparison.Ordinal)), 1, "b.csv", "lacks 'temp'"),
        Files("files of several formats", "data/parts", folder => Parts(folder, TinyProject.Csv(20), "{\"id\": 1}\n"), 1, "b.csv", "JSON"),
        Files("an empty file among others", "data/parts", folder => Parts(folder, TinyProject.Csv(20), ""), 3, "b.csv", "empty"),
        new("a bare file that is not there", 2, "nothing.csv", "nothing.csv") { Command = ["data", "profile", "nothing.csv"] },
        new("a bare file that is empty", 3, "bare.csv", "empty") { Make = folder => System.IO.File.WriteAllText(Path.Combine(folder, "bare.csv"), ""), Command = ["data", "profile", "bare.csv"] },
        new("a bare folder of nothing", 2, "bare is a folder", "Name a file in it.") { Make = folder => Directory.CreateDirectory(Path.Combine(folder, "bare")), Command = ["data", "profile", "bare"] },
        new("a file to add that is not there", 2, "nothing.csv", "nothing.csv") { Command = ["data", "add", "nothing.csv"] },
        new("a schema that is none", 2, "schema.yaml:", "type") { Make = Schema("columns:\n  hour: { tpye: number }\n"), Command = ["run", "validate"] },
        new("a schema with a type that is none", 2, "error: schema.yaml:2:17: hour.type cannot be 'hours'", "Write one of") { Make = Schema("columns:\n  hour: { type: hours }\n"), Command = ["run", "validate"] },
        new("a schema with an unknown column", 1, "", "humidity") { Make = Schema("columns:\n  humidity: { type: number }\n  weather: { type: text }\n"), Command = ["run", "validate"] },
    ];

    public static TheoryData<string> Names => [.. Cases.Where(c => c.ExitCode > 0).Select(c => c.Name)];

    public static TheoryData<string> OpenNames => [.. Cases.Where(c => c.ExitCode <= 0).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Says_where_and_what_to_do(string name) => CleanFailure.OfAsync(Cases[name]);

    [Theory]
    [MemberData(nameof(OpenNames))]
    public async Task Is_read_or_refused_cleanly(string name)
    {
        using var folder = new TemporaryFolder();
        Cases[name].Make(folder.Path);
        await CleanFailure.OrSuccessAsync(name, folder.Path, "run", "validate");
    }

    private static BrokenCase File(string name, string text, int exitCode, string place, string says) => File(name, Encoding.UTF8.GetBytes(text), exitCode, place, says);

    private static BrokenCase File(string name, byte[] bytes, int exitCode, string place, string says) => new(name, exitCode, place, says)
    {
        Make = folder =>
        {
            TinyProject.Write(folder);
            System.IO.File.WriteAllBytes(Path.Combine(folder, Table), bytes);
        },
        Command = ["run", "import"],
    };

    /// <summary>A file of other columns than the project knows: <c>rondo.yaml</c> says nothing about them.</summary>
    private static BrokenCase Bare(string name, string text, string place, string says, int exitCode = 1) => new(name, exitCode, place, says)
    {
        Make = folder => TinyProject.Write(folder, "rondo: 1\nproject: tiny\ncharter: { task: regression, target: rentals }\ndata: { source: data/rentals.csv }\n", text),
        Command = ["run", "import"],
    };

    private static BrokenCase Header(string name, string header, string says, int exitCode = 1, string line = ":1") =>
        Lines(name, lines => [header, .. lines.Skip(1)], exitCode, Table + line, says);

    private static BrokenCase Row(string name, int row, string text, int exitCode, string place, string says, string step = "import") => Lines(
        name,
        lines => [.. lines.Take(row), text, .. lines.Skip(row + 1)],
        exitCode,
        place.StartsWith(':') ? Table + place : place,
        says,
        step);

    private static BrokenCase Lines(string name, Func<IReadOnlyList<string>, IEnumerable<string>> change, int exitCode, string place, string says, string step = "import") => new(name, exitCode, place, says)
    {
        Make = folder => TinyProject.Write(folder, csv: string.Join('\n', change(TinyProject.Lines())) + "\n"),
        Command = ["run", step],
    };

    private static BrokenCase Said(string name, string line, int exitCode, string place, string says, string instead = "  key: [id]") =>
        new(name, exitCode, place, says) { Make = folder => TinyProject.Write(folder, TinyProject.With(instead, line)), Command = ["run", "import"] };

    private static BrokenCase Files(string name, string source, Action<string> make, int exitCode, string place, string says) => new(name, exitCode, place, says)
    {
        Make = folder =>
        {
            TinyProject.Write(folder, TinyProject.With("data/rentals.csv", source));
            make(folder);
        },
        Command = ["run", "import"],
    };

    private static Action<string> Schema(string text) => folder =>
    {
        TinyProject.Write(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, "schema.yaml"), text);
    };

    private static void Parts(string folder, params string[] texts)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data/parts"));
        for (var i = 0; i < texts.Length; i++)
        {
            System.IO.File.WriteAllText(Path.Combine(folder, "data/parts", string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + i)}.csv")), texts[i]);
        }
    }

    private static byte[] Packed()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(TinyProject.Csv()));
        }

        return packed.ToArray();
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        bytes[at] ^= 0x10;
        return bytes;
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(11).NextBytes(noise);
        return noise;
    }
}
