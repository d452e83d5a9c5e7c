using System.Text;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>What every artifact store promises.</summary>
public abstract class ArtifactStoreContract : StoreContract
{
    private static readonly TimeSpan NoGrace = TimeSpan.Zero;

    private IArtifactStore Store => Workspace.Artifacts;

    [Fact]
    public async Task A_published_file_comes_back_read_only_under_its_sha256()
    {
        var digest = await PublishAsync(Write("a.txt", "hello"));

        Assert.Equal(Digest.OfText("hello"), digest);
        var path = await Store.LocalPathAsync(digest, default);
        Assert.Equal("hello", await File.ReadAllTextAsync(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task What_is_staged_is_invisible_until_its_transaction_commits()
    {
        var staged = await Store.StageAsync(Write("a.txt", "hello"), StageMode.Copy, default);
        Assert.Empty(await Store.PresentAsync([staged.Digest], default));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Workspace.WriteAsync(
            async (t, ct) =>
            {
                await Store.PublishAsync(t, [staged], ct);
                throw new InvalidOperationException("after the publish");
            },
            default));
        Assert.Empty(await Store.PresentAsync([staged.Digest], default));

        await Workspace.WriteAsync((t, ct) => Store.PublishAsync(t, [staged], ct), default);
        Assert.Equal([staged.Digest], await Store.PresentAsync([staged.Digest], default));
    }

    [Fact]
    public async Task The_users_own_file_stays_as_it_is()
    {
        var path = Write("mine.csv", "a,b\n1,2\n");
        var digest = await PublishAsync(path);

        await File.WriteAllTextAsync(path, "changed afterwards");
        Assert.True(await Store.IsIntactAsync(digest, default));
        Assert.Equal("a,b\n1,2\n", await File.ReadAllTextAsync(await Store.LocalPathAsync(digest, default)));
    }

    [Fact]
    public async Task Publishing_what_is_there_stores_nothing_more()
    {
        await PublishAsync(Write("a.txt", "the same"));
        var again = await Store.StageAsync(Write("b.txt", "the same"), StageMode.Copy, default);

        Assert.Empty(again.Parts);
        await Workspace.WriteAsync((t, ct) => Store.PublishAsync(t, [again], ct), default);
        Assert.Equal(1L, await ScalarAsync<long>("SELECT COUNT(*) FROM objects"));
        Assert.Single(ObjectFiles());
    }

    [Fact]
    public async Task Two_that_stage_the_same_content_both_publish_it()
    {
        var other = await OpenAsync();
        var first = await Store.StageAsync(Write("a.txt", "the same"), StageMode.Copy, default);
        var second = await other.Artifacts.StageAsync(Write("b.txt", "the same"), StageMode.Copy, default);

        await Task.WhenAll(
            Workspace.WriteAsync((t, ct) => Store.PublishAsync(t, [first], ct), default),
            other.WriteAsync((t, ct) => other.Artifacts.PublishAsync(t, [second], ct), default));
        Assert.True((await Store.VerifyAsync(null, default)).Intact);
        Assert.Single(ObjectFiles());
    }

    [Fact]
    public async Task An_empty_file_is_a_content_too()
    {
        var digest = await PublishAsync(Write("empty", ""));
        Assert.Equal(Digest.Of([]), digest);
        Assert.Equal(0, new FileInfo(await Store.LocalPathAsync(digest, default)).Length);
    }

    [Fact]
    public async Task Bytes_are_stored_without_a_file()
    {
        var staged = await Store.StageAsync(Encoding.UTF8.GetBytes("a report"), default);
        await Workspace.WriteAsync((t, ct) => Store.PublishAsync(t, [staged], ct), default);
        Assert.Equal("a report", await File.ReadAllTextAsync(await Store.LocalPathAsync(staged.Digest, default)));
    }

    [Fact]
    public async Task A_file_larger_than_many_blocks_is_hashed_and_copied_exactly()
    {
        var content = new byte[(13 << 20) + 7];
        new Random(5).NextBytes(content);
        var path = NewPath("big.bin");
        await File.WriteAllBytesAsync(path, content);

        var digest = await PublishAsync(path);
        Assert.Equal(Digest.Of(content), digest);
        Assert.Equal(content, await File.ReadAllBytesAsync(await Store.LocalPathAsync(digest, default)));
    }

    [Fact]
    public async Task A_moved_file_leaves_its_work_folder()
    {
        var folder = Store.CreateWorkFolder("step");
        var path = Path.Combine(folder, "out.parquet");
        await File.WriteAllTextAsync(path, "made by a step");
        var digest = await PublishAsync(path, StageMode.Move);

        Assert.False(File.Exists(path));
        Assert.Equal("made by a step", await File.ReadAllTextAsync(await Store.LocalPathAsync(digest, default)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.StageAsync(Write("outside", "x"), StageMode.Move, default));
    }

    [Fact]
    public async Task An_output_that_is_a_hard_link_to_another_file_is_copied_not_moved()
    {
        var mine = Write("mine.txt", "precious");
        var linked = Path.Combine(Store.CreateWorkFolder("step"), "out.txt");
        Link(mine, linked);

        var digest = await PublishAsync(linked, StageMode.Move);
        await File.WriteAllTextAsync(mine, "edited");
        Assert.True(await Store.IsIntactAsync(digest, default));
    }

    [Fact]
    public async Task A_folder_comes_back_with_its_names_contents_and_executable_bits()
    {
        var folder = MakeFolder();
        var digest = await PublishAsync(folder);
        Assert.Equal(digest, await Workspace.Files.OfFolderAsync(folder, default));

        var local = await Store.LocalPathAsync(digest, default);
        Assert.Equal(Tree(folder), Tree(local));
        Assert.True(File.GetUnixFileMode(Path.Combine(local, "run.sh")).HasFlag(UnixFileMode.UserExecute));

        var copy = NewPath("copy");
        await Store.CheckOutAsync(digest, copy, CheckOutMode.Copy, default);
        Assert.Equal(Tree(folder), Tree(copy));
        await File.AppendAllTextAsync(Path.Combine(copy, "a.txt"), "mine now");
        Assert.True(await Store.IsIntactAsync(digest, default));
    }

    [Fact]
    public async Task A_folders_digest_depends_on_names_and_contents_only()
    {
        var one = await PublishAsync(MakeFolder("one"));
        var two = await Store.StageAsync(MakeFolder("two"), StageMode.Copy, default);
        Assert.Equal(one, two.Digest);
        Assert.Empty(two.Parts);

        var renamed = MakeFolder("three");
        File.Move(Path.Combine(renamed, "a.txt"), Path.Combine(renamed, "b.txt"));
        Assert.NotEqual(one, (await Store.StageAsync(renamed, StageMode.Copy, default)).Digest);
        Assert.NotEqual((await Store.StageAsync(Directory.CreateDirectory(NewPath("empty")).FullName, StageMode.Copy, default)).Digest, Digest.Of([]));
    }

    [Fact]
    public async Task A_folder_of_many_files_is_moved_whole()
    {
        var folder = Path.Combine(Store.CreateWorkFolder("step"), "images");
        Directory.CreateDirectory(folder);
        for (var i = 0; i < 300; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i:000}.txt"), $"image {i % 250}");
        }

        var digest = await PublishAsync(folder, StageMode.Move);
        var report = await Store.VerifyAsync(null, default);
        Assert.True(report.Intact);
        Assert.Empty(report.Unknown);
        Assert.Equal(251, report.Objects);
        Assert.Equal(300, Directory.GetFiles(await Store.LocalPathAsync(digest, default)).Length);
    }

    [Fact]
    public async Task Links_that_stay_inside_a_folder_are_followed_and_others_refused()
    {
        var folder = MakeFolder();
        File.CreateSymbolicLink(Path.Combine(folder, "alias.txt"), "a.txt");
        var digest = await PublishAsync(folder);
        Assert.Equal("alpha", await File.ReadAllTextAsync(Path.Combine(await Store.LocalPathAsync(digest, default), "alias.txt")));

        foreach (var (target, code) in new[] { ("/etc/passwd", "artifact.link-outside"), ("nowhere", "artifact.link-outside"), ("loop", "artifact.link-outside"), ("sub", "artifact.link-to-folder") })
        {
            var link = Path.Combine(folder, "loop");
            File.CreateSymbolicLink(link, target);
            Assert.Equal(code, (await FailureOfAsync(() => Store.StageAsync(folder, StageMode.Copy, default))).Code);
            File.Delete(link);
        }
    }

    [Fact]
    public async Task Pipes_are_refused_and_nothing_waits_for_them()
    {
        var folder = MakeFolder();
        Run("mkfifo", Path.Combine(folder, "pipe"));

        Assert.Equal("artifact.special-file", (await FailureOfAsync(() => Store.StageAsync(folder, StageMode.Copy, default))).Code);
        Assert.Equal("artifact.special-file", (await FailureOfAsync(() => Store.StageAsync(Path.Combine(folder, "pipe"), StageMode.Copy, default))).Code);
        Assert.Equal("artifact.special-file", (await FailureOfAsync(() => Workspace.Files.OfFileAsync("/dev/null", default))).Code);
        Assert.Equal("artifact.not-found", (await FailureOfAsync(() => Workspace.Files.OfFileAsync(NewPath("nothing"), default))).Code);
    }

    [Fact]
    public async Task A_script_that_damages_its_linked_input_is_noticed_and_the_object_counts_as_missing_until_it_is_made_again()
    {
        var source = Write("a.txt", "hello");
        var digest = await PublishAsync(source);
        var input = NewPath("input.txt");
        await Store.CheckOutAsync(digest, input, CheckOutMode.Link, default);
        Overwrite(input, "HELLO");

        Assert.False(await Store.IsIntactAsync(digest, default));
        Assert.Empty(await Store.PresentAsync([digest], default));
        Assert.Equal("artifact.missing", (await FailureOfAsync(() => Store.LocalPathAsync(digest, default))).Code);

        await PublishAsync(source);
        Assert.True(await Store.IsIntactAsync(digest, default));
        Assert.Equal("hello", await File.ReadAllTextAsync(await Store.LocalPathAsync(digest, default)));
    }

    [Fact]
    public async Task Damage_inside_a_folder_is_noticed_and_what_a_script_left_in_its_view_is_not_kept()
    {
        var folder = MakeFolder();
        var digest = await PublishAsync(folder);
        var view = await Store.LocalPathAsync(digest, default);
        await File.WriteAllTextAsync(Path.Combine(view, "left-behind.txt"), "x");
        Directory.CreateSymbolicLink(Path.Combine(view, "circle"), view);
        Assert.True(await Store.IsIntactAsync(digest, default));
        Assert.Equal(Tree(folder), Tree(await Store.LocalPathAsync(digest, default)));

        Overwrite(Path.Combine(view, "a.txt"), "ALPHA");
        Assert.False(await Store.IsIntactAsync(digest, default));
        Assert.Empty(await Store.PresentAsync([digest], default));
        await PublishAsync(folder);
        Assert.Equal(Tree(folder), Tree(await Store.LocalPathAsync(digest, default)));
    }

    [Fact]
    public async Task Verify_finds_flipped_bytes_truncated_missing_and_unknown_files()
    {
        var flipped = await PublishAsync(Write("1", "flip me"));
        var truncated = await PublishAsync(Write("2", "truncate me"));
        var missing = await PublishAsync(Write("3", "lose me"));
        var whole = await PublishAsync(Write("4", "leave me"));
        Assert.True((await Store.VerifyAsync(null, default)).Intact);

        Overwrite(await Store.LocalPathAsync(flipped, default), "flip ME");
        Overwrite(await Store.LocalPathAsync(truncated, default), "trunc");
        File.Delete(await Store.LocalPathAsync(missing, default));
        await File.WriteAllTextAsync(Path.Combine(Home, "objects", "stray.txt"), "who am I");

        var report = await Store.VerifyAsync(null, default);
        Assert.False(report.Intact);
        Assert.Equal(new[] { flipped, truncated }.OrderBy(d => d.Hex, StringComparer.Ordinal), report.Damaged);
        Assert.Equal([missing], report.Missing);
        Assert.Equal(["stray.txt"], report.Unknown);
        Assert.Equal([whole], await Store.PresentAsync([flipped, truncated, missing, whole], default));
    }

    [Fact]
    public async Task Gc_keeps_all_that_is_reachable_with_the_files_of_its_folders_and_removes_the_rest()
    {
        var folder = await PublishAsync(MakeFolder());
        var kept = await PublishAsync(Write("kept", "kept"));
        var lost = await PublishAsync(Write("lost", "lost"));
        var run = await BeginRunAsync();
        await Workspace.WriteAsync((t, ct) => Workspace.Lineage.RecordAsync(t, run, [new("out", "images", "images", folder)], ct), default);
        await Workspace.WriteAsync((t, ct) => Workspace.Lineage.PinAsync(t, "modeling", "bike@1", kept, ct), default);
        var reachable = await Workspace.Lineage.ReachableAsync(default);

        var plan = await Store.CollectAsync(reachable, NoGrace, dryRun: true, default);
        Assert.Equal((1, 4), (plan.Objects, plan.Bytes));
        Assert.Equal(4, (await Store.PresentAsync([folder, kept, lost], default)).Count + 1);

        var report = await Store.CollectAsync(reachable, NoGrace, dryRun: false, default);
        Assert.Equal((1, 4), (report.Objects, report.Bytes));
        Assert.Equal(2, (await Store.PresentAsync([folder, kept, lost], default)).Count);
        var verified = await Store.VerifyAsync(null, default);
        Assert.True(verified.Intact);
        Assert.Empty(verified.Unknown);
    }

    [Fact]
    public async Task Gc_spares_what_is_young_and_publishing_again_makes_it_young()
    {
        var path = Write("a", "once more");
        var digest = await PublishAsync(path);
        var hour = TimeSpan.FromHours(1);
        Assert.Equal(0, (await Store.CollectAsync(new HashSet<Digest>(), hour, dryRun: false, default)).Objects);

        File.SetLastWriteTimeUtc(await Store.LocalPathAsync(digest, default), TimeProvider.System.GetUtcNow().UtcDateTime - (2 * hour));
        await PublishAsync(path);
        Assert.Equal(0, (await Store.CollectAsync(new HashSet<Digest>(), hour, dryRun: false, default)).Objects);

        File.SetLastWriteTimeUtc(await Store.LocalPathAsync(digest, default), TimeProvider.System.GetUtcNow().UtcDateTime - (2 * hour));
        Assert.Equal(1, (await Store.CollectAsync(new HashSet<Digest>(), hour, dryRun: false, default)).Objects);
    }

    [Fact]
    public async Task What_gc_took_between_staging_and_publishing_is_refused_not_recorded()
    {
        var path = Write("a", "in danger");
        await PublishAsync(path);
        var staged = await Store.StageAsync(path, StageMode.Copy, default);
        await Store.CollectAsync(new HashSet<Digest>(), NoGrace, dryRun: false, default);

        Assert.Equal("artifact.missing", (await FailureOfAsync(() => Workspace.WriteAsync((t, ct) => Store.PublishAsync(t, [staged], ct), default))).Code);
        await PublishAsync(path);
        Assert.True((await Store.VerifyAsync(null, default)).Intact);
    }

    [Fact]
    public async Task Gc_removes_the_work_folders_of_dead_processes_only()
    {
        var alive = Store.CreateWorkFolder("alive");
        var name = Path.GetFileName(alive).Split('.');
        var identity = name[1].Split('-');
        var dead = Directory.CreateDirectory(Path.Combine(Home, "tmp", $"dead.{identity[0]}-{identity[1]}-1.1")).FullName;
        var elsewhere = Directory.CreateDirectory(Path.Combine(Home, "tmp", "far.00000000-1-1.1")).FullName;

        var report = await Store.CollectAsync(new HashSet<Digest>(), TimeSpan.FromHours(1), dryRun: false, default);
        Assert.Equal(1, report.WorkFolders);
        Assert.True(Directory.Exists(alive));
        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(elsewhere));
    }

    [Fact]
    public async Task A_path_that_is_taken_is_not_overwritten()
    {
        var digest = await PublishAsync(Write("a", "x"));
        var taken = Write("taken", "mine");
        Assert.Equal("artifact.path-taken", (await FailureOfAsync(() => Store.CheckOutAsync(digest, taken, CheckOutMode.Copy, default))).Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(taken));
    }

    private async Task<Digest> PublishAsync(string path, StageMode mode = StageMode.Copy)
    {
        var staged = await Store.StageAsync(path, mode, default);
        await Workspace.WriteAsync((t, ct) => Store.PublishAsync(t, [staged], ct), default);
        return staged.Digest;
    }

    private string Write(string name, string text)
    {
        var path = NewPath(name);
        File.WriteAllText(path, text);
        return path;
    }

    private string MakeFolder(string name = "folder")
    {
        var folder = Directory.CreateDirectory(NewPath(name)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "sub", "深い"));
        File.WriteAllText(Path.Combine(folder, "a.txt"), "alpha");
        File.WriteAllText(Path.Combine(folder, "sub", "深い", "犬 \"🐕\" é.txt"), "dog");
        File.WriteAllText(Path.Combine(folder, "run.sh"), "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(folder, "run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return folder;
    }

    private string[] ObjectFiles() => Directory.GetFiles(Path.Combine(Home, "objects"), "*", SearchOption.AllDirectories);

    private static List<string> Tree(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => $"{Path.GetRelativePath(folder, f)}={File.ReadAllText(f)}").Order(StringComparer.Ordinal)];

    // As a careless script would: through the name it was given, whatever its mode says.
    private static void Overwrite(string path, string text)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(path, text);
    }

    private static void Link(string existing, string path) => Run("ln", existing, path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
