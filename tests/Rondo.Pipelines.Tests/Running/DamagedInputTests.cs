using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

/// <summary>What is stored may rot. A step that really runs is never given a damaged content: it is made again first, by itself.</summary>
public sealed class DamagedInputTests
{
    private const string Three = """
        split: { run: 'cat "$RONDO_INPUT_raw" > out.txt; echo end >> out.txt; echo x >> {M}/split', in: { raw: "file:in.txt" }, out: { out: out.txt } }
        train: { run: 'cat "$RONDO_INPUT_data" > out.txt; echo SEED >> out.txt; echo x >> {M}/train', in: { data: split.out }, out: { out: out.txt } }
        """;

    private static async Task<TestProject> RanAsync(string steps = Three)
    {
        var project = new TestProject("a: { run: 'true' }");
        project.Write("in.txt", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},{i * 7}\n")));
        Steps(project, steps);
        Assert.Equal(RunStatus.Succeeded, (await project.RunAsync()).Status);
        return project;
    }

    private static void Steps(TestProject project, string steps) =>
        project.Steps(steps.Replace("{M}", Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName, StringComparison.Ordinal));

    private static int Times(TestProject project, string step) => File.ReadAllLines(Path.Combine(project.Root, "marks", step)).Length;

    /// <summary>Flips one bit in a stored object.</summary>
    private static void Damage(TestProject project, Digest digest)
    {
        var path = Path.Combine(project.WorkspaceFolder, "objects", digest.Hex[..2], digest.Hex[2..]);
        new FileInfo(path).IsReadOnly = false;
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    [Fact]
    public async Task A_damaged_output_of_a_step_is_made_again_before_another_step_reads_it()
    {
        await using var project = await RanAsync();
        var good = await project.RunAsync(r => r with { ExplainOnly = true });
        Damage(project, good["split"].Outputs["out"].Digest);
        Assert.All((await project.RunAsync()).Steps, s => Assert.Equal(StepStatus.Cached, s.Status));   // hits stay cheap: nothing is read

        Steps(project, Three.Replace("SEED", "9", StringComparison.Ordinal));
        var report = await project.RunAsync();
        Assert.Equal([StepStatus.Succeeded, StepStatus.Succeeded], report.Steps.Select(s => s.Status));
        Assert.Equal(good["split"].Outputs["out"].Digest, report["split"].Outputs["out"].Digest);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(project.Folder, "in.txt")) + "end\n9\n", await project.ReadAsync(report, "train", "out"));
        Assert.Equal(2, Times(project, "split"));
        Assert.Contains(project.Events.OfType<StepPlanned>(), e => e is { Step: "split", Cached: false } && e.Reasons[0].Contains("damaged", StringComparison.Ordinal));
        await using var workspace = await project.OpenAsync();
        Assert.True((await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task Damage_is_mended_as_far_up_as_it_goes_and_with_one_job()
    {
        await using var project = await RanAsync(Three + "\nlast: { run: 'wc -c < \"$RONDO_INPUT_m\" > out.txt; true SEED', in: { m: train.out }, out: { out: out.txt } }");
        var good = await project.RunAsync(r => r with { ExplainOnly = true });
        Damage(project, good["split"].Outputs["out"].Digest);
        Damage(project, good["train"].Outputs["out"].Digest);

        var report = await project.RunAsync(r => r with { From = "last", Jobs = 1 });
        Assert.All(report.Steps, s => Assert.Equal(StepStatus.Succeeded, s.Status));
        Assert.Equal((2, 2), (Times(project, "split"), Times(project, "train")));
        Assert.Equal(good["last"].Outputs["out"].Digest, report["last"].Outputs["out"].Digest);
        await using var workspace = await project.OpenAsync();
        Assert.True((await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task The_stored_copy_of_a_file_of_the_project_is_taken_from_the_project_again()
    {
        await using var project = await RanAsync();
        Damage(project, Digest.OfText(await File.ReadAllTextAsync(Path.Combine(project.Folder, "in.txt"))));
        var report = await project.RunAsync(r => r with { Force = true });
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(project.Folder, "in.txt")) + "end\n", await project.ReadAsync(report, "split", "out"));
        await using var workspace = await project.OpenAsync();
        Assert.True((await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task A_step_that_gives_the_same_again_does_not_keep_the_damaged_copy()
    {
        await using var project = await RanAsync();
        Damage(project, (await project.RunAsync(r => r with { ExplainOnly = true }))["train"].Outputs["out"].Digest);
        await project.RunAsync(r => r with { Force = true });
        await using var workspace = await project.OpenAsync();
        Assert.True((await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task Verification_that_finds_damage_names_what_was_computed_from_it_and_drops_it_from_the_cache()
    {
        await using var project = await RanAsync(Three + "\nlast: { run: 'wc -c < \"$RONDO_INPUT_m\" > out.txt', in: { m: train.out }, out: { out: out.txt } }");
        var good = await project.RunAsync(r => r with { ExplainOnly = true });
        Damage(project, good["split"].Outputs["out"].Digest);
        await using (var workspace = await project.OpenAsync())
        {
            var lost = Assert.Single(await LostContent.ExamineAsync(workspace, await workspace.Artifacts.VerifyAsync(null, CancellationToken.None), CancellationToken.None));
            Assert.True(lost.Damaged);
            Assert.Equal("split", lost.Producer!.Start.Name);
            Assert.Equal(["train", "last"], lost.ComputedFromIt.Select(r => r.Start.Name));
        }

        var report = await project.RunAsync();
        Assert.Equal([StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Cached], report.Steps.Select(s => s.Status));
        Assert.Equal((2, 2), (Times(project, "split"), Times(project, "train")));
    }

    [Fact]
    public async Task A_step_that_comes_out_otherwise_is_said_and_the_next_run_goes_on_from_it()
    {
        await using var project = await RanAsync(Three.Replace("echo end >> out.txt; echo x >> {M}/split", "wc -l < {M}/split >> out.txt; echo x >> {M}/split", StringComparison.Ordinal)
            .Replace("split: { run: '", "split: { run: 'touch {M}/split; ", StringComparison.Ordinal));
        Damage(project, (await project.RunAsync(r => r with { ExplainOnly = true }))["split"].Outputs["out"].Digest);
        var report = await project.RunAsync(r => r with { From = "train" });
        Assert.Equal("step.other-result", Assert.Single(report["train"].Failures).Code);
        Assert.Equal(3, report.ExitCode);
        Assert.Equal(RunStatus.Succeeded, (await project.RunAsync()).Status);
    }
}
