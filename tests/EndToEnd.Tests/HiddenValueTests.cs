using System.Text;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd;

/// <summary>A value that rondo.yaml takes from the environment is shown as its reference.</summary>
public sealed class HiddenValueTests
{
    private const string Secret = "Host=db;Password=pw-7Q2;";

    [Theory]
    [InlineData("data.source=$OPS_KEY", "'$OPS_KEY'")]
    [InlineData("project=$OPS_KEY", "project cannot hold a value of the environment")]
    public async Task An_error_says_the_reference_and_not_the_value(string option, string says)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var result = await CleanFailure.RunAsync(folder.Path, ["run", "-D", option], [new("OPS_KEY", Secret)]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pw-7Q2", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_leaves_the_value_in_no_database_log_or_picture()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, TinyProject.With("data/rentals.csv", "$PLACE"));
        File.Move(Path.Combine(folder.Path, "data", "rentals.csv"), Path.Combine(folder.Path, "data", "s3cret-place.csv"));
        foreach (var command in (string[][])[["run", "import"], ["show", "pipeline"], ["show", "pipeline", "--yaml"], ["show", "pipeline", "--json"]])
        {
            var result = await CleanFailure.RunAsync(folder.Path, command, [new("PLACE", "data/s3cret-place.csv")]);
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.DoesNotContain("s3cret", result.ToString(), StringComparison.Ordinal);
        }

        var value = Encoding.UTF8.GetBytes("s3cret-place");
        var holding = Directory.EnumerateFiles(Path.Combine(folder.Path, ".rondo"), "*", SearchOption.AllDirectories).Where(f => File.ReadAllBytes(f).AsSpan().IndexOf(value) >= 0);
        Assert.DoesNotContain(holding, f => !f.EndsWith(Path.Combine("cache", "digests"), StringComparison.Ordinal));   // which remembers files by their paths
    }
}
