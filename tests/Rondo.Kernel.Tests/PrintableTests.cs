namespace Rondo.Kernel.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain, é, 雪, 🚲\n\tand more", "plain, é, 雪, 🚲\n\tand more")]
    [InlineData("\u001b[2Jgone", "\\u001B[2Jgone")]
    [InlineData("a\rb\u0085c\u0007", "a\\u000Db\\u0085c\\u0007")]
    [InlineData("price\u202E001", "price\\u202E001")]
    public void What_moves_a_terminal_becomes_its_code(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void Half_a_character_becomes_its_code() => Assert.Equal("half \\uD83D of it", Printable.Of("half " + (char)0xD83D + " of it"));

    [Fact]
    public void A_long_text_is_cut()
    {
        var shown = Printable.Of(new string('x', 100_000));
        Assert.InRange(shown.Length, 1000, 2000);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_printable_whoever_makes_it()
    {
        var failure = new Failure("a.b", "holds '\u001b[31m'", "remove '\u0007'");
        Assert.Equal(("holds '\\u001B[31m'", "remove '\\u0007'"), (failure.Problem, failure.Remedy));
        Assert.Equal("now \\u0008", (failure with { Problem = "now \b" }).Problem);
    }
}
