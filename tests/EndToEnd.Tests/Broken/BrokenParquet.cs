using Rondo.DuckDb;

namespace Rondo.EndToEnd.Broken;

/// <summary>Everything that can be wrong with a Parquet file.</summary>
public sealed class BrokenParquet
{
    private const string Table = "data/rentals.parquet";
    private const string Good = "select i as id, i % 24 as hour, i * 0.1 as temp, 'rain' as weather, 3 as casual, i * 2 as rentals from range(1, 301) t(i)";

    private static readonly CaseList Cases =
    [
        Damaged("only its magic number", _ => "PAR1"u8.ToArray(), "whole Parquet"),
        Damaged("its head without its end", b => b[..(b.Length / 2)], "whole Parquet"),
        Damaged("one byte too short", b => b[..^1], "whole Parquet"),
        Damaged("an end that is not its own", b => [.. b, 1, 2, 3], "whole Parquet"),
        Damaged("a footer longer than the file", b => Set(b, b.Length - 8, 0xFF, 0xFF, 0xFF, 0x7F), "whole Parquet"),
        Damaged("a footer of zero bytes", b => Set(b, b.Length - 8, 0, 0, 0, 0), "whole Parquet"),
        Damaged("a footer of zeros", b => Fill(b, b.Length - 200, b.Length - 8), "whole Parquet"),
        Damaged("pages of zeros", b => Fill(b, 4, b.Length / 2), "Parquet"),
        Damaged("pages of noise", b => Noise(b, 4, b.Length / 2), "Parquet"),
        Damaged("the end of an encrypted one", b => Set(b, b.Length - 4, (byte)'P', (byte)'A', (byte)'R', (byte)'E'), "Parquet"),
        Made("a list in a cell", "select i as id, [i, i] as rentals from range(1, 301) t(i)", 1, "'rentals'"),
        Made("a structure in a cell", "select i as id, {'a': i} as rentals from range(1, 301) t(i)", 1, "'rentals'"),
        Made("a map in a cell", "select i as id, map {'a': i} as rentals from range(1, 301) t(i)", 1, "'rentals'"),
        Made("bytes in a cell", "select i as id, 'abc'::blob as rentals from range(1, 301) t(i)", 1, "'rentals'"),
        Made("no rows", Good + " limit 0", 1, "no rows"),
        Made("columns that differ in case", "select i as id, i as \"Rentals\", i as hour, i as \"_rondo_time\" from range(1, 301) t(i)", 1, "a name that Rondo uses"),
        Made("infinite numbers", "select i as id, i % 24 as hour, 'inf'::double as temp, 'rain' as weather, 3 as casual, i * 2 as rentals from range(1, 301) t(i)", 1, "inf"),
        Made("another target", "select i as id, i % 24 as hour, i * 0.1 as temp, 'rain' as weather, 3 as casual, i * 2 as rental from range(1, 301) t(i)", 2, "rentals", "rondo.yaml", "validate"),
    ];

    public static TheoryData<string> Names => Cases.Names;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Says_where_and_what_to_do(string name) => CleanFailure.OfAsync(Cases[name]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_damage_is_read_or_refused_cleanly(int seed)
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, Good);
        var path = Path.Combine(folder.Path, Table);
        await File.WriteAllBytesAsync(path, Mutation.Of(await File.ReadAllBytesAsync(path), seed));
        await CleanFailure.OrSuccessAsync($"Parquet with damage {seed}", folder.Path, "run", "validate");
    }

    private static BrokenCase Damaged(string name, Func<byte[], byte[]> damage, string says) => new(name, 3, Table, says)
    {
        Make = folder =>
        {
            Write(folder, Good);
            var path = Path.Combine(folder, Table);
            File.WriteAllBytes(path, damage(File.ReadAllBytes(path)));
        },
        Command = ["run", "import"],
    };

    private static BrokenCase Made(string name, string query, int exitCode, string says, string place = Table, string step = "import") =>
        new(name, exitCode, place, says) { Make = folder => Write(folder, query), Command = ["run", step] };

    private static void Write(string folder, string query)
    {
        TinyProject.Write(folder, TinyProject.With("data/rentals.csv", Table).Replace("  types: { weather: category }\n", "", StringComparison.Ordinal));
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute($"copy ({query}) to {Sql.Literal(Path.Combine(folder, Table))} (format parquet)");
    }

    private static byte[] Set(byte[] bytes, int at, params byte[] values)
    {
        values.CopyTo(bytes, at);
        return bytes;
    }

    private static byte[] Fill(byte[] bytes, int from, int to)
    {
        bytes.AsSpan(from, to - from).Clear();
        return bytes;
    }

    private static byte[] Noise(byte[] bytes, int from, int to)
    {
        new Random(3).NextBytes(bytes.AsSpan(from, to - from));
        return bytes;
    }
}
