using System.Text;

namespace Rondo.Kernel.Tests;

public sealed class DigestTests
{
    [Fact]
    public void The_digest_of_abc_is_the_one_that_FIPS_180_4_gives() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digest.OfText("abc").Hex);

    [Fact]
    public async Task A_stream_and_its_bytes_have_the_same_digest()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', 3_000_000));
        using var stream = new MemoryStream(bytes);
        Assert.Equal(Digest.Of(bytes), await Digest.OfAsync(stream, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ba7816bf")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("../../../etc/passwd/////////////////////////////////////////////")]
    public void What_is_not_64_lower_case_hexadecimal_digits_is_no_digest(string? text) => Assert.False(Digest.TryParse(text, out _));

    [Fact]
    public void A_digest_reads_back_what_it_writes()
    {
        var digest = Digest.OfText("round trip");
        Assert.Equal(digest, Digest.Parse(digest.ToString()));
        Assert.Equal(12, digest.Abbreviated.Length);
    }
}
