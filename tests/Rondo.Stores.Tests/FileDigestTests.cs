using Rondo.Contracts;
using Rondo.Kernel;

namespace Rondo.Stores.Tests;

public sealed class FileDigestTests : StoreContract
{
    private static readonly TimeSpan PastDoubt = TimeSpan.FromSeconds(2.3);

    private string Cache => Path.Combine(Home, "cache", "digests");

    [Fact]
    public async Task An_unchanged_file_is_not_read_again_and_a_changed_one_is()
    {
        var path = NewPath("data.csv");
        await File.WriteAllTextAsync(path, "one");
        await Task.Delay(PastDoubt);
        Assert.Equal(Digest.OfText("one"), await HashAsync(path));

        // Whoever believes the cache says what the cache says.
        var planted = Digest.OfText("planted");
        await File.WriteAllTextAsync(Cache, (await File.ReadAllTextAsync(Cache)).Replace(Digest.OfText("one").Hex, planted.Hex, StringComparison.Ordinal));
        Assert.Equal(planted, await HashAsync(path));

        await File.WriteAllTextAsync(path, "two");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) - PastDoubt);
        Assert.Equal(Digest.OfText("two"), await HashAsync(path));
    }

    [Fact]
    public async Task A_file_that_was_changed_a_moment_ago_is_not_trusted_later()
    {
        var path = NewPath("data.csv");
        await File.WriteAllTextAsync(path, "one");
        Assert.Equal(Digest.OfText("one"), await HashAsync(path));
        Assert.False(File.Exists(Cache));
    }

    [Fact]
    public async Task A_file_put_in_anothers_place_with_its_size_and_time_is_another()
    {
        var (path, other) = (NewPath("data.csv"), NewPath("other.csv"));
        await File.WriteAllTextAsync(path, "one");
        await File.WriteAllTextAsync(other, "two");
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(path));
        await Task.Delay(PastDoubt);
        Assert.Equal(Digest.OfText("one"), await HashAsync(path));
        File.Move(other, path, overwrite: true);
        Assert.Equal(Digest.OfText("two"), await HashAsync(path));
    }

    [Fact]
    public async Task A_cache_that_was_cut_short_is_not_believed()
    {
        var path = NewPath("data.csv");
        await File.WriteAllTextAsync(path, "one");
        await Task.Delay(PastDoubt);
        await HashAsync(path);
        var text = (await File.ReadAllTextAsync(Cache)).Replace(Digest.OfText("one").Hex, Digest.OfText("planted").Hex, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Cache, text[..text.LastIndexOf('\n')]);
        Assert.Equal(Digest.OfText("one"), await HashAsync(path));
    }

    [Fact]
    public async Task A_file_the_system_cannot_read_is_a_failure_of_the_world()
    {
        // A regular file whose first byte cannot be read, even by root.
        var failure = await FailureOfAsync(() => Workspace.Files.OfFileAsync("/proc/self/mem", default));
        Assert.Equal(("artifact.unreadable", FailureKind.World), (failure.Code, failure.Kind));
    }

    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));

    private async Task<Digest> HashAsync(string path)
    {
        await using var workspace = await OpenAsync();
        return await workspace.Files.OfFileAsync(path, default);
    }
}
