using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Serving;

/// <summary>The tiny project with two versions of its model, made once; tests copy it.</summary>
public sealed class ServedProject : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>One record it answers.</summary>
    internal const string Record = """{"hour": 8, "temp": 20.5, "weather": "clear"}""";

    public async Task InitializeAsync()
    {
        TinyProject.Write(_folder.Path);
        var first = await RondoProgram.RunAsync(_folder.Path, "run");
        Assert.True(first.ExitCode == 0, first.ToString());
        var second = await RondoProgram.RunAsync(_folder.Path, "run", "-D", "train.xgboost.rounds=7");
        Assert.True(second.ExitCode == 0, second.ToString());
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
