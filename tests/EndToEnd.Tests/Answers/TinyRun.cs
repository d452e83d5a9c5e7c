using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Answers;

/// <summary>The smallest project, run twice: the second time with another seed, so that there are two versions.</summary>
public sealed class TinyRun : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        TinyProject.Write(Folder);
        var first = await CleanFailure.RunAsync(Folder, "run");
        Assert.True(first.ExitCode == 0, first.ToString());
        var second = await CleanFailure.RunAsync(Folder, "run", "-D", "train.seed=4", "-D", "train.xgboost.rounds=6");
        Assert.True(second.ExitCode == 0, second.ToString());
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
