using Rondo.Contracts;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Damage;

/// <summary>The whole program on a real PostgreSQL.</summary>
public sealed class PostgreSqlTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    [Fact]
    public async Task A_project_lives_in_PostgreSQL_as_it_does_in_a_file()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var database = await server.NewSchemaAsync();
        foreach (var (command, says) in new[]
        {
            ("run", "Model: tiny@1"),
            ("run", "Model: tiny@1"),
            ("model promote tiny@1", "tiny@1 is champion now."),
            ("run -D train.seed=9", "Model: tiny@"),
            ("status", "tiny"),
            ("model list", "champion"),
            ("model show tiny@1", "mae <= 500 on test"),
            ("predict tiny@champion data/rentals.csv -o out.csv", ""),
            ("why tiny@1", "train"),
            ("show run", "succeeded"),
            ("data versions", "tiny@1"),
            ("reproduce tiny@1", "Identical"),
            ("gc --grace 0s", "Removed"),
            ("audit verify", "as the log says"),
            ("verify", "intact"),
        })
        {
            var result = await RunAsync(folder, database, command);
            Assert.True(result.ExitCode == 0 && result.Output.Contains(says, StringComparison.Ordinal), $"rondo {command}\n{result}");
        }

        Assert.False(File.Exists(Path.Combine(folder.Path, ".rondo", "rondo.db")));
    }

    [Theory]
    [InlineData("postgres://ann:s3cret@db/rondo")]
    [InlineData("Host=db;Port=s3cret")]
    [InlineData("Username=ann;Password=s3cret")]
    [InlineData("nonsense s3cret")]
    public async Task A_connection_string_that_cannot_be_read_is_a_sentence_without_its_secrets(string database)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var result = await RunAsync(folder, database, "status");
        Assert.Equal(2, result.ExitCode);
        CleanFailure.IsClean("status", result);
        Assert.Contains("RONDO_DATABASE", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.Error, StringComparison.Ordinal);
    }

    private static Task<ProgramResult> RunAsync(TemporaryFolder folder, string database, string command) =>
        CleanFailure.RunAsync(folder.Path, command.Split(' '), [KeyValuePair.Create("RONDO_DATABASE", database)]);
}
