using System.Diagnostics;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Killing;

/// <summary>A project that takes some seconds, and what an undisturbed run of it gives.</summary>
public sealed class KillProject : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>How long an undisturbed run takes.</summary>
    public TimeSpan Length { get; private set; }

    /// <summary>Every output of an undisturbed run.</summary>
    public IReadOnlyList<string> Digests { get; private set; } = [];

    /// <summary>The names of its steps.</summary>
    public IReadOnlyList<string> Steps { get; private set; } = [];

    /// <summary>The schema that it wrote.</summary>
    public string SchemaFile { get; private set; } = "";

    public async Task InitializeAsync()
    {
        TinyProject.Write(_folder.Path, TinyProject.With("rounds: 5", "rounds: 60"), rows: 3000);
        // the first run writes schema.yaml, which people commit: it belongs to the project from then on
        await RunAsync();
        SchemaFile = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "schema.yaml"));
        Directory.Delete(Path.Combine(_folder.Path, ".rondo"), recursive: true);
        var clock = Stopwatch.StartNew();
        var answer = await RunAsync();
        Length = clock.Elapsed;
        Digests = answer.Digests;
        Steps = [.. answer.Steps.Select(s => s.Step).Order(StringComparer.Ordinal)];
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The project as it lies under version control, without a workspace.</summary>
    public void Copy(string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "data"));
        foreach (var file in new[] { "rondo.yaml", "schema.yaml", "data/rentals.csv" })
        {
            File.Copy(Path.Combine(_folder.Path, file), Path.Combine(to, file));
        }
    }

    private async Task<RunAnswer> RunAsync()
    {
        var result = await CleanFailure.RunAsync(_folder.Path, "run", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return RunAnswer.Parse(result.Output);
    }
}
