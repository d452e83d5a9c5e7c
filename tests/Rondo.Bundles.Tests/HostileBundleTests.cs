using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Rondo.Kernel;

namespace Rondo.Bundles.Tests;

public sealed class HostileBundleTests
{
    [Fact]
    public async Task A_missing_file_is_a_failure() => Refused("bundle.missing", await BundleReader.OpenAsync("no-such-bundle.rondo", default), FailureKind.Misuse);

    [Fact]
    public async Task An_empty_file_is_no_bundle() => Refused("bundle.no-manifest", await OpenAsync([]));

    [Fact]
    public async Task Garbage_is_no_bundle() => Refused("bundle.archive", await OpenAsync(Encoding.UTF8.GetBytes(new string('x', 5000))));

    [Fact]
    public async Task A_zip_without_a_manifest_is_refused() => Refused("bundle.no-manifest", await OpenAsync(Zip(("model.onnx", [1]))));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\evil.dll")]
    [InlineData("sub/model.onnx")]
    [InlineData("Model.onnx")]
    [InlineData("extra\u001b[2J.txt")]
    public async Task A_file_that_is_no_part_is_refused_by_name(string name)
    {
        var result = await OpenAsync(Zip([.. Parts().Select(p => (p.Key, p.Value)), (name, [1])]));
        Refused("bundle.unexpected-file", result);
        Assert.DoesNotContain('\u001b', result.Failures[0].Problem);
    }

    [Fact]
    public async Task Two_files_of_one_name_are_refused() =>
        Refused("bundle.duplicate-file", await OpenAsync(Zip([.. Parts().Select(p => (p.Key, p.Value)), ("model.onnx", [1])])));

    [Fact]
    public async Task A_bomb_is_refused_before_it_grows()
    {
        var parts = Parts();
        parts["model.onnx"] = new byte[50_000_000];
        Refused("bundle.bomb", await OpenAsync(Zip([.. parts.Select(p => (p.Key, p.Value))], CompressionLevel.SmallestSize)));
    }

    [Fact]
    public async Task A_part_above_its_limit_is_refused() =>
        Refused("bundle.size", await OpenAsync(Zip([.. Parts().Select(p => (p.Key, p.Value))]), new BundleLimits { OtherPart = 200 }));

    [Fact]
    public async Task A_length_that_lies_is_refused()
    {
        var zip = Zip([.. Parts().Select(p => (p.Key, p.Value))]);

        // the directory's line of card.md: sizes stand 24 and 20 bytes into it, 46 before the name
        var at = zip.AsSpan().LastIndexOf("card.md"u8) - 46;
        zip[at + 24] += 3;
        zip[at + 20] += 3;
        Assert.False((await OpenAsync(zip)).Ok);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("card.md")]
    [InlineData("samples.json")]
    public async Task A_changed_part_is_refused_by_name(string name)
    {
        var parts = Parts();
        parts[name] = [.. parts[name][..^1], (byte)(parts[name][^1] ^ 1)];
        var result = await OpenAsync(parts);
        Refused("bundle.digest", result);
        Assert.Contains(name, result.Failures[0].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("sbom.json")]
    public async Task A_missing_part_is_refused_by_name(string name)
    {
        var parts = Parts();
        parts.Remove(name);
        var result = await OpenAsync(parts);
        Refused("bundle.missing-part", result);
        Assert.Contains(name, result.Failures[0].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2", "bundle.format")]
    [InlineData("\"format\":1", "\"format\":\"1\"", "bundle.json")]
    [InlineData("\"format\":1", "\"format\":1,\"format\":1", "bundle.json")]
    [InlineData("\"format\":1", "\"format\":1,\"more\":1", "bundle.manifest-form")]
    [InlineData("\"format\":1", "\"format\": 1", "bundle.manifest-form")]
    [InlineData("\"type\":\"number\"", "\"type\":\"tensor\"", "bundle.json")]
    [InlineData("\"task\":\"regression\"", "\"task\":\"guess\"", "bundle.signature")]
    [InlineData("\"name\":\"bike-demand\"", "\"name\":\"../evil\"", "bundle.name")]
    [InlineData("\"name\":\"bike-demand\"", "\"name\":\"\\ud800\"", "bundle.json")]
    [InlineData("\"card.md\":", "\"card.txt\":", "bundle.parts")]
    [InlineData("}", "", "bundle.json")]
    public async Task A_manifest_that_was_tampered_with_is_refused(string from, string to, string code)
    {
        var parts = Parts();
        var manifest = Encoding.UTF8.GetString(parts["manifest.json"]);
        Assert.Contains(from, manifest, StringComparison.Ordinal);
        parts["manifest.json"] = Encoding.UTF8.GetBytes(manifest.Replace(from, to, StringComparison.Ordinal));
        Refused(code, await OpenAsync(parts));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"approvals":[],"measured":{},"risk":"none"}""")]
    [InlineData("""{"approvals":[],"measured":{},"risk":1}""")]
    public async Task Evidence_that_is_broken_is_refused(string evidence)
    {
        var parts = Parts();
        parts["evidence.json"] = Encoding.UTF8.GetBytes(evidence);
        Refused("bundle.json", await OpenAsync(parts));
    }

    [Fact]
    public async Task Samples_that_do_not_fit_are_refused_even_with_the_right_digest()
    {
        var parts = Parts();
        var before = Digest.Of(parts["samples.json"]);
        var size = parts["samples.json"].Length;
        parts["samples.json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(parts["samples.json"]).Replace("\"temp\"", "\"tamp\"", StringComparison.Ordinal));
        Assert.Equal(size, parts["samples.json"].Length);
        var manifest = Encoding.UTF8.GetString(parts["manifest.json"]);
        parts["manifest.json"] = Encoding.UTF8.GetBytes(
            Regex.Replace(manifest, before.Hex, Digest.Of(parts["samples.json"]).Hex, RegexOptions.None, TimeSpan.FromSeconds(1)));
        Refused("bundle.json", await OpenAsync(parts));
    }

    [Fact]
    public void Any_damage_gives_the_same_bundle_or_a_failure()
    {
        var zip = Zip([.. Parts().Select(p => (p.Key, p.Value))]);
        var identity = Models.Bundle().Identity;
        var damage = Gen.Zip(Gen.Choose(0, zip.Length - 1), Gen.Choose(0, 255)).ToArbitrary();
        Prop.ForAll(damage, d =>
        {
            var changed = (byte[])zip.Clone();
            changed[d.Item1] = (byte)d.Item2;
            foreach (var bytes in new[] { changed, zip[..d.Item1] })
            {
                var result = OpenAsync(bytes).GetAwaiter().GetResult();
                Assert.True(!result.Ok || result.Value.Identity == identity);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    private static Dictionary<string, byte[]> Parts()
    {
        var bundle = Models.Bundle();
        var parts = bundle.Manifest.Parts.Keys.ToDictionary(n => n, n => bundle.Part(n).ToArray(), StringComparer.Ordinal);
        parts["manifest.json"] = Encoding.UTF8.GetBytes(bundle.Manifest.ToJson());
        return parts;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files) => Zip(files, CompressionLevel.NoCompression);

    private static byte[] Zip((string Name, byte[] Content)[] files, CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static Task<Result<Bundle>> OpenAsync(Dictionary<string, byte[]> parts) => OpenAsync(Zip([.. parts.Select(p => (p.Key, p.Value))]));

    private static async Task<Result<Bundle>> OpenAsync(byte[] zip, BundleLimits? limits = null)
    {
        using var stream = new MemoryStream(zip);
        return await BundleReader.OpenAsync(stream, limits, default);
    }

    private static void Refused(string code, Result<Bundle> result, FailureKind kind = FailureKind.World)
    {
        var failure = Assert.Single(result.Failures);
        Assert.Equal((code, kind), (failure.Code, failure.Kind));
    }
}
