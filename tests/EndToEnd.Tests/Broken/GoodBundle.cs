using System.Text.Json.Nodes;

namespace Rondo.EndToEnd.Broken;

/// <summary>A bundle that a real run made, once for all cases.</summary>
public sealed class GoodBundle : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The bytes as <c>rondo model export</c> writes them.</summary>
    public byte[] Bytes { get; private set; } = [];

    public async Task InitializeAsync()
    {
        TinyProject.Write(_folder.Path);
        var run = await CleanFailure.RunAsync(_folder.Path, "run", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        var register = JsonNode.Parse(run.Output)!["steps"]!.AsArray().Single(s => string.Equals((string?)s!["step"], "register", StringComparison.Ordinal))!;
        var digest = (string)register["outputs"]!["bundle"]!;
        var stored = Directory.EnumerateFiles(Path.Combine(_folder.Path, ".rondo", "objects", digest[..2])).Single(f => Path.GetFileName(f).StartsWith(digest[2..10], StringComparison.Ordinal) || Path.GetFileName(f).StartsWith(digest[..10], StringComparison.Ordinal));
        Bytes = await File.ReadAllBytesAsync(stored);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
