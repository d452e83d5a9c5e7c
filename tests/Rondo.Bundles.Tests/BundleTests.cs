using System.IO.Compression;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rondo.Kernel;

namespace Rondo.Bundles.Tests;

public sealed class BundleTests
{
    [Fact]
    public async Task The_same_content_gives_the_same_bytes()
    {
        using var folder = new Folder();
        var one = (await BundleWriter.WriteAsync(Models.Contents(), folder.File("a.rondo"), default)).Value;
        var other = (await BundleWriter.WriteAsync(Models.Contents(), folder.File("b.rondo"), default)).Value;

        Assert.Equal(one.Identity, other.Identity);
        Assert.Equal(await File.ReadAllBytesAsync(folder.File("a.rondo")), await File.ReadAllBytesAsync(folder.File("b.rondo")));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_and_not_made()
    {
        using var folder = new Folder();

        var failure = (await BundleWriter.WriteAsync(Models.Contents(), folder.File("nowhere/a.rondo"), default)).Failures.Single();

        Assert.Equal(("bundle.no-folder", $"The folder of {folder.File("nowhere/a.rondo")} does not exist.", FailureKind.Misuse), (failure.Code, failure.Problem, failure.Kind));
        Assert.False(Directory.Exists(folder.File("nowhere")));
    }

    [Fact]
    public async Task What_was_written_comes_back()
    {
        using var folder = new Folder();
        var written = (await BundleWriter.WriteAsync(Models.Contents(), folder.File("a.rondo"), default)).Value;

        var read = (await BundleReader.OpenAsync(folder.File("a.rondo"), default)).Value;

        Assert.Equal(written.Identity, read.Identity);
        Assert.Equal(Models.Demand(), read.Model.ToArray());
        Assert.Equal("# Bike demand\n\nÜber Räder.", read.Card);
        Assert.Equal("""{"rows":3}""", read.Profile);
        Assert.Equal(["mae <= 60 on test", "size <= 20 MB"], read.Manifest.Requirements);
        Assert.Equal(Digest.OfText("rows"), read.Manifest.Lineage["train"]);
        Assert.Equal(written.Manifest.ToJson(), read.Manifest.ToJson());
        Assert.Equal(["dry", "wet", "雪"], read.Signature.Inputs[1].Categories!);
        Assert.Null(read.Evidence);
        Assert.Null(read.Samples.Verify(Predictor.Load(read).Value));
    }

    [Fact]
    public async Task Other_programs_can_read_the_archive()
    {
        using var folder = new Folder();
        await BundleWriter.WriteAsync(Models.Contents(), folder.File("a.rondo"), default);

        await using var zip = await ZipFile.OpenReadAsync(folder.File("a.rondo"));

        Assert.Equal(
            ["manifest.json", "model.onnx", "profile.json", "card.md", "samples.json", "sbom.json"], zip.Entries.Select(e => e.FullName),
            StringComparer.Ordinal);
        Assert.All(zip.Entries, e => Assert.Equal(new DateTime(1980, 1, 1), e.LastWriteTime.DateTime));
        var model = new MemoryStream();
        await (await zip.GetEntry("model.onnx")!.OpenAsync()).CopyToAsync(model);
        Assert.Equal(Models.Demand(), model.ToArray());
    }

    [Fact]
    public async Task Evidence_travels_along_and_changes_no_identity()
    {
        using var folder = new Folder();
        var bundle = Models.Bundle();
        var at = new DateTimeOffset(2026, 11, 21, 8, 30, 0, TimeSpan.FromHours(8));
        var evidence = new Evidence
        {
            Version = 3,
            RegisteredAt = at,
            RegisteredBy = "ada@example.org",
            Risk = "high",
            Approvals = [new("bob", "approved", at.AddDays(1), "looks right"), new("eve", "rejected", at)],
            Measured = new Dictionary<string, double> { ["latency.p95"] = 0.0125, ["broken"] = double.NaN },
        };

        Assert.Null(await BundleWriter.WriteAsync(bundle.With(evidence), folder.File("a.rondo"), default));
        var read = (await BundleReader.OpenAsync(folder.File("a.rondo"), default)).Value;

        Assert.Equal(bundle.Identity, read.Identity);
        Assert.Equal(evidence.Approvals, read.Evidence!.Approvals);
        Assert.Equal(evidence.Measured, read.Evidence.Measured);
        Assert.Equal((3, at, "ada@example.org", "high"), (read.Evidence.Version, read.Evidence.RegisteredAt, read.Evidence.RegisteredBy, read.Evidence.Risk));
    }

    [Fact]
    public async Task A_folder_is_as_good_as_a_zip()
    {
        using var folder = new Folder();
        var bundle = Models.Bundle().With(new Evidence { Version = 1 });
        Assert.Null(await BundleWriter.WriteFolderAsync(bundle, folder.File("b"), default));
        await File.WriteAllTextAsync(Path.Combine(folder.File("b"), "notes.txt"), "mine");

        var read = (await BundleReader.OpenAsync(folder.File("b"), default)).Value;

        Assert.Equal(bundle.Identity, read.Identity);
        Assert.Equal(1, read.Evidence!.Version);
    }

    [Fact]
    public void Any_change_of_content_changes_the_identity()
    {
        var contents = Models.Contents();
        BundleContents[] others =
        [
            contents with { Name = "other" }, contents with { Card = "other" }, contents with { Profile = "{}" },
            contents with { Model = Models.Demand(11) }, contents with { Components = [] }, contents with { Requirements = [] },
            contents with { Signature = contents.Signature with { Target = "other" } },
            contents with { Lineage = new Dictionary<string, Digest> { ["train"] = Digest.OfText("other") } },
        ];

        var identities = others.Append(contents).Select(c => Bundle.Compose(c).Value.Identity).ToHashSet();
        Assert.Equal(others.Length + 1, identities.Count);
    }

    [Fact]
    public void The_bill_of_materials_is_CycloneDX()
    {
        using var sbom = JsonDocument.Parse(Models.Bundle().Sbom);
        var root = sbom.RootElement;
        Assert.Equal("CycloneDX", root.GetProperty("bomFormat").GetString());
        Assert.Equal("1.5", root.GetProperty("specVersion").GetString());
        var components = root.GetProperty("components");
        Assert.Equal(["engine", "onnxruntime", "xgboost"], components.EnumerateArray().Select(c => c.GetProperty("name").GetString()!), StringComparer.Ordinal);
        Assert.Equal("Own licence", Licence(0).GetProperty("name").GetString());
        Assert.Equal("MIT", Licence(1).GetProperty("id").GetString());

        JsonElement Licence(int index) => components[index].GetProperty("licenses")[0].GetProperty("license");
    }

    [Fact]
    public void What_cannot_be_bundled_is_refused_with_a_reason()
    {
        var contents = Models.Contents();
        Refused("bundle.name", contents with { Name = "../evil" });
        Refused("bundle.name", contents with { Name = "line\n" });
        Refused("bundle.signature", contents with { Signature = contents.Signature with { Task = "guess" } });
        Refused("bundle.signature", contents with { Signature = contents.Signature with { Classes = ["a"] } });
        Refused("bundle.signature", contents with { Signature = contents.Signature with { Inputs = [new("a", FieldType.Text), new("a", FieldType.Text)] } });
        Refused("bundle.samples", contents with { Signature = contents.Signature with { Inputs = [new("a", FieldType.Text)] } });
        Refused("bundle.samples", contents with { Samples = contents.Samples with { Expected = new PredictionBatch([1]) } });
        Refused("bundle.profile", contents with { Profile = "{" });

        static void Refused(string code, BundleContents contents) => Assert.Equal(code, Assert.Single(Bundle.Compose(contents).Failures).Code);
    }

    [Fact]
    public void Any_texts_and_numbers_survive_the_round_trip()
    {
        var words = Gen.Elements("", " ", "ß", "日本", "\"", "\\", "\n", "🚲", "a.b", "\u0001", "</script>");
        var word = words.ListOf(6).Select(w => string.Concat(w));
        var number = ArbMap.Default.GeneratorFor<double>();
        var field = from name in word
                    from unit in word
                    from low in number
                    from categories in word.ListOf(2)
                    from nullable in Gen.Elements(true, false)
                    select new Field(name + "x", FieldType.Text, unit, double.IsFinite(low) ? low : null, null, categories.ToList(), nullable);
        var all = Gen.Zip(field, Gen.Zip(word, number)).ToArbitrary();

        Prop.ForAll(all, parts =>
        {
            var (one, (text, value)) = parts;
            var contents = Models.Contents() with
            {
                Signature = new Signature(Signature.Regression, [one], [], text),
                Card = text,
                Requirements = [text],
                Samples = new Replay(new Dictionary<string, Array> { [one.Name] = new[] { text } }, new PredictionBatch([value])),
            };
            var bundle = Bundle.Compose(contents).Value;
            using var bytes = new MemoryStream();
            BundleWriter.WriteAsync(bundle, bytes, default).GetAwaiter().GetResult();
            var read = BundleReader.OpenAsync(bytes, null, default).GetAwaiter().GetResult().Value;

            Assert.Equal(bundle.Identity, read.Identity);
            Assert.Equal(text, read.Card);
            Assert.Equal(text, read.Samples.Inputs[one.Name].GetValue(0));
            Assert.Equal(value, read.Samples.Expected.Values[0]);
            Assert.Equal(one with { Categories = null }, read.Signature.Inputs[0] with { Categories = null });
            Assert.Equal(one.Categories!, read.Signature.Inputs[0].Categories!);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_a_failure()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.File("a.rondo.writing"));
        var failure = await BundleWriter.WriteAsync(Models.Bundle(), folder.File("a.rondo"), default);
        Assert.Equal("bundle.write", failure?.Code);
    }
}
