using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.EndToEnd.Broken;

/// <summary>Bundles from elsewhere that are damaged, hostile or of another world; and data that does not fit a good one.</summary>
public sealed class BrokenBundles(GoodBundle good) : IClassFixture<GoodBundle>
{
    private const string Name = "tiny-1.rondo";

    private static readonly List<(string Name, Func<byte[], byte[]> Damage, string Says)> Damages =
    [
        ("an empty file", _ => [], "cannot be read as a zip"),
        ("prose", _ => Encoding.UTF8.GetBytes(new string('x', 4000)), "cannot be read as a zip"),
        ("a CSV file", _ => Encoding.UTF8.GetBytes(TinyProject.Csv(10)), "cannot be read as a zip"),
        ("half of it", b => b[..(b.Length / 2)], "cannot be read as a zip"),
        ("one byte too short", b => b[..^1], "cannot be read as a zip"),
        ("its second half", b => b[(b.Length / 2)..], ""),
        ("without its manifest", b => Without(b, "manifest.json"), "no manifest.json"),
        ("without its model", b => Without(b, "model.onnx"), "no model.onnx"),
        ("without its profile", b => Without(b, "profile.json"), "no profile.json"),
        ("without its card", b => Without(b, "card.md"), "no card.md"),
        ("without its samples", b => Without(b, "samples.json"), "no samples.json"),
        ("without its list of parts", b => Without(b, "sbom.json"), "no sbom.json"),
        ("a flipped bit in its model", b => FlippedIn(b, "model.onnx"), "model.onnx"),
        ("a flipped bit in its profile", b => FlippedIn(b, "profile.json"), "profile.json"),
        ("a flipped bit in its card", b => FlippedIn(b, "card.md"), "card.md"),
        ("a flipped bit in its samples", b => FlippedIn(b, "samples.json"), "samples.json"),
        ("a flipped bit in its list of parts", b => FlippedIn(b, "sbom.json"), "sbom.json"),
        ("a flipped bit that no checksum covers", b => Changed(b, p => p["card.md"][5] ^= 1), "card.md of the bundle was changed"),
        ("a path that climbs out", b => With(b, "../../etc/cron.d/evil", [1]), "'../../etc/cron.d/evil'"),
        ("a path from the root", b => With(b, "/etc/passwd", [1]), "'/etc/passwd'"),
        ("a name with an escape sequence", b => With(b, "\u001b[2Jx", [1]), "no part of a bundle"),
        ("a program beside its parts", b => With(b, "run.sh", [1]), "'run.sh'"),
        ("two models", b => BundleZip.Write([.. BundleZip.Read(b), KeyValuePair.Create("model.onnx", new byte[] { 1 })]), "two files named model.onnx"),
        ("a model that grows without end", b => BundleZip.Write(Parts(b, "model.onnx", new byte[40_000_000]), CompressionLevel.SmallestSize), "would grow"),
        ("a manifest that is no JSON", b => BundleZip.Write(Parts(b, "manifest.json", "{ \"format\": 1,"u8.ToArray())), "manifest.json"),
        ("a manifest of deep nesting", b => BundleZip.Write(Parts(b, "manifest.json", Encoding.UTF8.GetBytes(new string('[', 100_000)))), "manifest.json"),
        ("a manifest in another form", b => Changed(b, p => p["manifest.json"] = [.. p["manifest.json"], (byte)'\n']), "canonical form"),
        ("a manifest that says more", b => BundleZip.WithManifest(b, m => m["extra"] = 1), "canonical form"),
        ("a manifest of a later format", b => BundleZip.WithManifest(b, m => m["format"] = 7), "format 7"),
        ("a manifest without a name", b => BundleZip.WithManifest(b, m => m.Remove("name")), "manifest.json"),
        ("a name that is a path", b => BundleZip.WithManifest(b, m => m["name"] = "../tiny"), "name"),
        ("a digest that is none", b => BundleZip.WithManifest(b, m => m["parts"]!["card.md"]!["digest"] = "abc"), "manifest.json"),
        ("a digest of something else", b => BundleZip.WithManifest(b, m => m["parts"]!["card.md"]!["digest"] = new string('a', 64)), "card.md of the bundle was changed"),
        ("a size that is negative", b => BundleZip.WithManifest(b, m => m["parts"]!["card.md"]!["size"] = -1), "card.md"),
        ("a part that no bundle has", b => BundleZip.WithManifest(b, m => m["parts"]!["run.sh"] = m["parts"]!["card.md"]!.DeepClone()), "exactly"),
        ("a signature of an unknown task", b => BundleZip.WithManifest(b, m => m["task"] = "divination"), ""),
        ("a signature with a column twice", b => BundleZip.WithManifest(b, m => m["signature"]!["inputs"]!.AsArray().Add(m["signature"]!["inputs"]![0]!.DeepClone())), "signature"),
        ("a model of nonsense", b => BundleZip.WithPart(b, "model.onnx", "nonsense"u8.ToArray()), "The model cannot be used"),
        ("a model of nothing", b => BundleZip.WithPart(b, "model.onnx", []), "model"),
        ("a model cut off", b => BundleZip.WithPart(b, "model.onnx", BundleZip.Read(b)["model.onnx"][..2000]), "The model cannot be used"),
        ("a model of other inputs", b => BundleZip.WithPart(b, "model.onnx", BrokenModels.OtherInput()), "The model cannot be used"),
        ("a model with an unknown operator", b => BundleZip.WithPart(b, "model.onnx", BrokenModels.UnknownOperator()), "The model cannot be used"),
        ("a model that reads another file", b => BundleZip.WithPart(b, "model.onnx", BrokenModels.ExternalData("../../../../etc/passwd")), "The model cannot be used"),
        ("samples that are no JSON", b => BundleZip.WithPart(b, "samples.json", "[1, 2"u8.ToArray()), "samples.json"),
        ("samples of other columns", b => BundleZip.WithPart(b, "samples.json", Samples(b, s => s["inputs"]!.AsObject().Remove("hour"))), "samples"),
        ("samples with other answers", b => BundleZip.WithPart(b, "samples.json", Samples(b, s => s["expected"]!["values"]![0] = 123456789.5)), ""),
    ];

    public static TheoryData<string> Names => [.. Damages.Select(d => d.Name)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Import_refuses_it_and_says_why(string name)
    {
        var damage = Damages.Single(d => string.Equals(d.Name, name, StringComparison.Ordinal));
        await CleanFailure.OfAsync(new(name, ExitCodeOf(name), Name, damage.Says) { Make = folder => Write(folder, damage.Damage(good.Bytes)), Command = ["model", "import", Name] });
    }

    [Theory]
    [InlineData("half of it")]
    [InlineData("a flipped bit in its model")]
    [InlineData("a model of nonsense")]
    [InlineData("a model that reads another file")]
    [InlineData("samples with other answers")]
    public async Task Predict_refuses_it_and_says_why(string name)
    {
        var damage = Damages.Single(d => string.Equals(d.Name, name, StringComparison.Ordinal));
        await CleanFailure.OfAsync(new(name, ExitCodeOf(name), Name, damage.Says) { Make = folder => Write(folder, damage.Damage(good.Bytes)), Command = ["predict", Name, "data/rentals.csv", "--output", "out.csv"] });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_damage_is_refused_cleanly(int seed)
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, Mutation.Of(good.Bytes, seed));
        await CleanFailure.OrSuccessAsync($"bundle with damage {seed}", folder.Path, "model", "import", Name);
    }

    [Theory]
    [InlineData("a file that is not there", null, 2, "in.csv")]
    [InlineData("an empty file", "", 3, "in.csv")]
    [InlineData("a missing column", "id,temp,weather\n1,12.5,rain\n", 2, "hour")]
    [InlineData("names in capitals", "ID,HOUR,TEMP,WEATHER\n1,8,12.5,rain\n", 2, "differ from the model's in capitals: 'HOUR' for 'hour'")]
    public async Task Data_that_does_not_fit_is_refused(string name, string? text, int exitCode, string says)
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, good.Bytes);
        if (text is not null)
        {
            folder.File("in.csv", text);
        }

        var result = await CleanFailure.RunAsync(folder.Path, "predict", Name, "in.csv", "--output", "out.csv");
        Assert.True(result.ExitCode == exitCode, $"{name}: exit code {exitCode} expected\n{result}");
        CleanFailure.IsClean(name, result);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "out.csv")), $"{name}: half an answer is left");
    }

    [Fact]
    public async Task A_good_one_is_imported()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, good.Bytes);
        var result = await CleanFailure.RunAsync(folder.Path, "model", "import", Name);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    // A whole bundle whose model answers otherwise is a check that says no; everything else is a file that the world broke.
    private static int ExitCodeOf(string name) => name is "samples with other answers" ? 1 : 3;

    private static void Write(string folder, byte[] bundle)
    {
        TinyProject.Write(folder);
        File.WriteAllBytes(Path.Combine(folder, Name), bundle);
    }

    private static byte[] Without(byte[] zip, string part) => BundleZip.Write(BundleZip.Read(zip).Where(p => !string.Equals(p.Key, part, StringComparison.Ordinal)));

    private static byte[] With(byte[] zip, string part, byte[] content) => BundleZip.Write([.. BundleZip.Read(zip), KeyValuePair.Create(part, content)]);

    private static Dictionary<string, byte[]> Parts(byte[] zip, string part, byte[] content) => new(BundleZip.Read(zip), StringComparer.Ordinal) { [part] = content };

    private static byte[] Changed(byte[] zip, Action<Dictionary<string, byte[]>> change)
    {
        var parts = BundleZip.Read(zip);
        change(parts);
        return BundleZip.Write(parts);
    }

    /// <summary>One bit inside the stored content of a part; its digest and the archive's checksum stay as they were.</summary>
    private static byte[] FlippedIn(byte[] zip, string part)
    {
        var content = BundleZip.Read(zip)[part];
        var flipped = zip.ToArray();
        flipped[zip.AsSpan().IndexOf(content) + (content.Length / 2)] ^= 4;
        return flipped;
    }

    private static byte[] Samples(byte[] zip, Action<JsonNode> change)
    {
        var samples = JsonNode.Parse(BundleZip.Read(zip)["samples.json"])!;
        change(samples);
        return Encoding.UTF8.GetBytes(samples.ToJsonString());
    }
}
