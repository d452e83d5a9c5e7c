using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

public sealed class ScriptStepTests
{
    [Fact]
    public async Task A_script_reads_inputs_and_parameters_and_writes_outputs()
    {
        await using var project = new TestProject("""
            one: { run: 'echo "$RONDO_PARAM_word $RONDO_PARAM_list $RONDO_PARAM_no-$PWD" > "$RONDO_OUTPUT_out"; [ "$PWD" = "$RONDO_WORK" ]', with: { word: hi, list: [1, a] }, out: { out: a/out.txt } }
            two: { run: 'cat "$RONDO_INPUT_in" "$RONDO_INPUT_file" > result.txt', in: { in: one.out, file: "file:data/x.json" }, out: { out: result.txt } }
            """);
        project.Write("data/x.json", "{}");
        var report = await project.RunAsync();
        Assert.Equal((RunStatus.Succeeded, 0), (report.Status, report.ExitCode));
        Assert.Matches("^hi \\[1,\"a\"\\] -.*/work\n\\{\\}$", await project.ReadAsync(report, "two", "out"));
        Assert.All(report.Steps, s => Assert.Equal(StepStatus.Succeeded, s.Status));
        Assert.True(report["one"].Use!.WallSeconds > 0);
        Assert.Equal(["one"], project.Events.OfType<StepPlanned>().Single(e => e.Step is "two").Upstream);
    }

    [Fact]
    public async Task Code_files_lie_beside_the_script_and_nothing_else_does()
    {
        await using var project = new TestProject("""
            auto: { run: 'sh hello.sh && ls > files.txt', out: { out: out.txt, files: files.txt } }
            declared: { run: [sh, lib/a.sh], code: ["lib/*.sh", sub], out: { out: out.txt } }
            """);
        project.Write("hello.sh", "echo hello > out.txt");
        project.Write("other.sh", "");
        project.Write("lib/a.sh", ". lib/b.sh; cat sub/deep/c.txt >> out.txt");
        project.Write("lib/b.sh", "echo b > out.txt");
        project.Write("sub/deep/c.txt", "c");
        var report = await project.RunAsync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal("files.txt\nhello.sh\nout.txt\n", await project.ReadAsync(report, "auto", "files"));
        Assert.Equal("b\nc", await project.ReadAsync(report, "declared", "out"));
    }

    [Fact]
    public async Task A_failure_names_the_step_its_last_lines_its_log_and_how_to_go_on()
    {
        await using var project = new TestProject("""
            bad: { run: 'for i in $(seq 30); do echo line $i; done; echo oops >&2; exit 7', out: { out: out.txt } }
            after: { run: 'true', in: { in: bad.out } }
            last: { run: 'true', in: { in: good.out } }
            good: { run: 'echo ok > out.txt', out: { out: out.txt } }
            """);
        var report = await project.RunAsync(r => r with { ResumeCommand = "rondo run -D a=b" });
        Assert.Equal((RunStatus.Failed, 3, "rondo run -D a=b"), (report.Status, report.ExitCode, report.ResumeCommand));
        var bad = report["bad"];
        Assert.Equal("Step 'bad': It ended with exit code 7.", Assert.Single(bad.Failures).Problem);
        Assert.Contains("oops", bad.LastLines);
        Assert.Contains("line 30", bad.LastLines);
        Assert.True(bad.LastLines.Count <= 20);
        Assert.Contains("line 1\n", await File.ReadAllTextAsync(bad.LogPath!), StringComparison.Ordinal);
        Assert.Equal((StepStatus.Skipped, StepStatus.Succeeded, StepStatus.Succeeded), (report["after"].Status, report["last"].Status, report["good"].Status));
        Assert.Equal("'bad' failed", Assert.Single(report["after"].Reasons));
    }

    [Fact]
    public async Task An_output_that_was_not_written_fails_the_step()
    {
        await using var project = new TestProject("a: { run: 'echo > b.txt', out: { b: b.txt, c: c.txt } }");
        var failure = Assert.Single((await project.RunAsync())["a"].Failures);
        Assert.Equal("step.no-output", failure.Code);
        Assert.Contains("'c' (c.txt)", failure.Problem, StringComparison.Ordinal);
        await using var workspace = await project.OpenAsync();
        Assert.Equal(0, (await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Objects);
    }

    [Fact]
    public async Task Retries_repeat_a_failed_attempt_in_a_folder_of_its_own()
    {
        await using var project = new TestProject("a: { run: 'ls; echo x > mine; [ $RONDO_ATTEMPT = 3 ] && echo $RONDO_ATTEMPT > out.txt', out: { out: out.txt }, retries: 2 }");
        var report = await project.RunAsync();
        Assert.Equal((StepStatus.Succeeded, 3), (report["a"].Status, report["a"].Attempts));
        Assert.Equal("3\n", await project.ReadAsync(report, "a", "out"));
        Assert.EndsWith("a.3.log", report["a"].LogPath, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", await File.ReadAllTextAsync(report["a"].LogPath!), StringComparison.Ordinal);
        await using var workspace = await project.OpenAsync();
        var runs = await workspace.Runs.ListAsync(new(Kind: "step"), 10, null, CancellationToken.None);
        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed, RunStatus.Failed], runs.Select(r => r.Status));
        Assert.Equal([3, 2, 1], runs.Select(r => r.Start.Attempt));
    }

    [Fact]
    public async Task Progress_lines_move_the_bar_and_stay_out_of_the_log()
    {
        await using var project = new TestProject("a: { run: 'echo progress 0.25 quarter done; sleep 0.2; echo progress 1 all; echo progressing; echo progress far' }");
        var report = await project.RunAsync();
        var progress = project.Events.OfType<StepProgress>().ToList();
        Assert.Equal([(0.25, "quarter done"), (1.0, "all")], progress.Select(p => (p.Share!.Value, p.Text)));
        Assert.Equal("progressing\nprogress far\n", await File.ReadAllTextAsync(report["a"].LogPath!));
    }

    [Fact]
    public async Task A_log_that_is_no_UTF8_is_kept_readable()
    {
        await using var project = new TestProject("""a: { run: "printf 'a\\377b\\n'; exit 1" }""");
        var report = await project.RunAsync();
        Assert.Equal("a\uFFFDb", report["a"].LastLines[0]);
    }

    [Fact]
    public async Task A_huge_log_keeps_its_beginning_and_its_end()
    {
        await using var project = new TestProject("a: { run: 'seq 1 4000000' }");
        var report = await project.RunAsync();
        var log = new FileInfo(report["a"].LogPath!);
        Assert.InRange(log.Length, 9_000_000, 11_000_000);
        var text = await File.ReadAllTextAsync(log.FullName);
        Assert.StartsWith("1\n2\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n3999999\n4000000\n", text, StringComparison.Ordinal);
        Assert.Contains("bytes left out", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_is_clean_but_for_what_is_declared()
    {
        Environment.SetEnvironmentVariable("RONDO_TEST_LEAK", "leaked");
        await using var project = new TestProject("a: { run: 'env > out.txt', out: { out: out.txt } }");
        var text = await project.ReadAsync(await project.RunAsync(), "a", "out");
        Assert.DoesNotContain("leaked", text, StringComparison.Ordinal);
        Assert.Contains("PATH=", text, StringComparison.Ordinal);
        Assert.Contains("/tmp\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_reaches_the_script_and_no_log_no_database_and_no_event()
    {
        await using var project = new TestProject("a: { run: 'echo token=$RONDO_PARAM_token; [ ${#RONDO_PARAM_token} = 12 ] || exit 1; exit 3', with: { token: $TOKEN } }");
        project.Set("TOKEN", "s3cret-value");
        var report = await project.RunAsync();
        Assert.Equal("Step 'a': It ended with exit code 3.", report["a"].Failures[0].Problem);
        Assert.Contains("token=$TOKEN", report["a"].LastLines);
        foreach (var file in Directory.EnumerateFiles(project.WorkspaceFolder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("s3cret", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_script_that_damages_its_input_is_refused_and_the_input_is_made_anew()
    {
        await using var project = new TestProject("""
            big: { run: 'head -c 1000000 /dev/zero > out.bin', out: { out: out.bin } }
            bad: { run: 'chmod u+w "$RONDO_INPUT_in"; printf x | dd of="$RONDO_INPUT_in" conv=notrunc 2>/dev/null', in: { in: big.out } }
            """);
        var report = await project.RunAsync();
        Assert.Equal("step.damaged-input", Assert.Single(report["bad"].Failures).Code);
        project.Steps("""
            big: { run: 'head -c 1000000 /dev/zero > out.bin', out: { out: out.bin } }
            bad: { run: 'true', in: { in: big.out } }
            """);
        var again = await project.RunAsync();
        Assert.Equal(RunStatus.Succeeded, again.Status);
        Assert.Contains("is gone", Assert.Single(again["big"].Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_an_input_and_an_output()
    {
        await using var project = new TestProject("""
            make: { run: 'mkdir -p d/e && cat "$RONDO_INPUT_all"/data/*.txt > d/e/f', in: { all: "file:data/*.txt" }, out: { d: d } }
            use: { run: 'cat "$RONDO_INPUT_d/e/f" > o', in: { d: make.d }, out: { o: o } }
            """);
        project.Write("data/a.txt", "A");
        project.Write("data/b.txt", "B");
        project.Write("data/c.md", "C");
        Assert.Equal("AB", await project.ReadAsync(await project.RunAsync(), "use", "o"));
        Assert.All((await project.RunAsync()).Steps, s => Assert.Equal(StepStatus.Cached, s.Status));
        project.Write("data/b.txt", "X");
        var changed = await project.RunAsync();
        Assert.Equal("input all (file:data/*.txt) changed", Assert.Single(changed["make"].Reasons));
    }
}
