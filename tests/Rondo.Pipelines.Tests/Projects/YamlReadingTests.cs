using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rondo.Kernel;

namespace Rondo.Pipelines.Tests.Projects;

public sealed class YamlReadingTests
{
    private const string Head = "rondo: 1\nproject: demo\n";

    [Theory]
    [InlineData("train:\n\tseed: 7\n", "yaml.syntax", 4, "tab")]
    [InlineData("train:\n  seed: 7\n  seed: 8\n", "yaml.duplicate-key", 5, "twice")]
    [InlineData("train: &a\n  seed: 7\n", "yaml.anchor", 3, "&a")]
    [InlineData("train: *a\n", "yaml.alias", 3, "*a")]
    [InlineData("train: !!python/object:os.system {}\n", "yaml.tag", 3, "python")]
    [InlineData("train: {}\n---\nrondo: 1\n", "yaml.documents", 4, "more than one document")]
    [InlineData("description: a: b\n", "yaml.syntax", 3, "': '")]
    [InlineData("description: \"open\n", "yaml.syntax", 3, "quote")]
    [InlineData("slices: [a, b\n", "yaml.syntax", 3, "not closed")]
    [InlineData("train: @x\n", "yaml.syntax", 3, "quotes")]
    [InlineData("? [a, b]\n: c\n", "yaml.key", 3, "key")]
    [InlineData("description: a\u0007b\n", "yaml.control-character", 3, "U+0007")]
    public void A_broken_file_is_explained_with_its_line(string rest, string code, int line, string says)
    {
        var failure = Loading.TheFailureOf(Head + rest);
        Assert.Equal(code, failure.Code);
        Assert.InRange(failure.Place!.Line, line, line + 1);
        Assert.True(failure.Place.Column >= 1);
        Assert.Equal("rondo.yaml", failure.Place.File);
        Assert.Contains(says, failure.Problem + failure.Remedy, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(FailureKind.Misuse, failure.Kind);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_named_with_line_and_column()
    {
        var failure = Assert.Single(Loading.Load([.. Encoding.UTF8.GetBytes(Head + "description: é"), 0xE9, (byte)'\n']).Failures);
        Assert.Equal("yaml.encoding", failure.Code);
        Assert.Equal(new Place("rondo.yaml", 3, 15), failure.Place);
        Assert.Contains("0xE9", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_read()
    {
        var project = Loading.Load([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("rondo: 1\r\nproject: demo\r\ndescription: ok\r\n")]).Value;
        Assert.Equal("ok", project.Description);
        Assert.Equal(new Place("rondo.yaml", 3, 14), project.Root["description"]!.Place);
    }

    [Fact]
    public void UTF16_is_named() => Assert.Contains("UTF-16", Assert.Single(Loading.Load(Encoding.Unicode.GetPreamble()).Failures).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_file_nested_too_deep_is_refused() =>
        Assert.Equal("yaml.too-deep", Loading.TheFailureOf("a: " + new string('[', 5000) + new string(']', 5000)).Code);

    [Fact]
    public void A_file_too_large_is_refused() =>
        Assert.Equal("yaml.too-large", Loading.TheFailureOf(new string('#', 2_000_000)).Code);

    [Fact]
    public void No_text_whatever_makes_reading_throw() =>
        Prop.ForAll<string[]>(parts =>
        {
            var text = string.Concat((parts ?? []).Select(p => p + ": {[ \n-'\"\t#&*!|>"));
            var read = Loading.Load(Encoding.UTF8.GetBytes(text));
            Assert.NotEmpty(read.Failures);
            Assert.All(read.Failures, f => Assert.NotNull(f.Place));
        }).QuickCheckThrowOnFailure();
}
