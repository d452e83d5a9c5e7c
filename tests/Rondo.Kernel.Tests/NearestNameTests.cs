namespace Rondo.Kernel.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["charter", "data", "train", "slices", "pipeline", "requirements"];

    [Theory]
    [InlineData("chartre", "charter")]
    [InlineData("tarin", "train")]
    [InlineData("Data", "data")]
    [InlineData("slice", "slices")]
    [InlineData("requirement", "requirements")]
    [InlineData("req", "requirements")]
    public void A_slip_of_the_finger_finds_what_was_meant(string written, string meant) => Assert.Equal(meant, NearestName.Of(written, Known));

    [Theory]
    [InlineData("zebra")]
    [InlineData("")]
    public void What_is_near_to_nothing_finds_nothing(string written) => Assert.Null(NearestName.Of(written, Known));
}
