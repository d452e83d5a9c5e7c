using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rondo.Pipelines.Executors;

namespace Rondo.Pipelines.Tests.Executors;

public sealed class ShellTests
{
    private static readonly Config Forty = Config.QuickThrowOnFailure.WithMaxTest(40);
    private static readonly string[] Show = ["/bin/sh", "-c", """printf '%s|' "$A" "$B"; printf '<%s>' "$@" """, "sh"];

    [Fact]
    public void What_a_script_is_given_arrives_as_it_is() => Check.One(Forty, Prop.ForAll(Text(), Text(), Text(), (first, second, word) =>
    {
        var request = new ChildRequest([.. Show, word, ""], "/", Variables(("A", first), ("B", second), ("no.name", "x")), new(), "/dev/null");
        Assert.Equal($"{first}|{second}|<{word}><>", Run(ShellScript.Of(request)));
    }));

    [Fact]
    public void A_text_runs_where_it_should_with_its_own_variables_alone() => Check.One(Forty, Prop.ForAll(Text(), value =>
    {
        using var folder = new Folder("it's a \"folder\"");
        var request = new ChildRequest(["echo \"$#$t$c$OLDPWD\"; pwd; printf %s \"$A\"; exit 3"], folder.Path, Variables(("A", value)), new(), Path.Combine(folder.Path, "times")) { IsShellText = true };
        Assert.Equal($"0\n{folder.Path}\n{value}", Run(ShellScript.Of(request), exitCode: 3));
        Assert.True(ShellTimes.Read(request.TimesFile) >= 0 && File.ReadAllText(request.TimesFile!).Contains("0m0", StringComparison.Ordinal));
    }));

    [Fact]
    public void A_shell_that_reads_only_a_part_does_nothing()
    {
        using var folder = new Folder("part");
        var mark = Path.Combine(folder.Path, "was-here");
        var script = ShellScript.Of(new([$"echo x > '{mark}'"], folder.Path, Variables(("A", "b\n}\nc")), new(), "/dev/null") { IsShellText = true });
        for (var length = 0; length < script.Length - 1; length += 3)
        {
            Run(script[..length], exitCode: null);
            Assert.False(File.Exists(mark), script[..length]);
        }

        Run(script);
        Assert.True(File.Exists(mark));
    }

    [Fact]
    public async Task The_next_shell_is_there_before_it_is_needed_and_none_outlives_its_keeper()
    {
        using var guardian = new Guardian();
        var shells = new ShellAhead(guardian);
        using (var used = (await shells.TakeAsync()).Process)
        {
            shells.Prepare();
            shells.Prepare();
            var ahead = await shells.TakeAsync();
            using var killed = ahead.Process;
            Assert.NotEqual(used.Id, killed.Id);
            await ChildStart.GoAsync(used, "exit 0\n");
            await ChildStart.GoAsync(killed, "exit 0\n");
            await Task.WhenAll(used.WaitForExitAsync(), killed.WaitForExitAsync());
        }

        shells.Prepare();
        var last = await shells.TakeAsync();
        last.Process.Kill();
        await last.Process.WaitForExitAsync();
        shells.Prepare();
        await shells.DisposeAsync();
        shells.Prepare();
        for (var waited = 0; waited < 100 && Children().Any(); waited++)
        {
            await Task.Delay(20);
        }

        Assert.Empty(Children());

        IEnumerable<int> Children() => ProcessTable.Marked($"{Guardian.Mark}={last.Mark.Split('-')[0]}-", 0);
    }

    [Fact]
    public async Task A_child_that_is_stopped_before_it_has_its_session_is_gone_at_once()
    {
        using var guardian = new Guardian();
        using var meter = new GroupMeter(TimeProvider.System);
        await using var shells = new ShellAhead(guardian);
        var children = new ChildProcess(guardian, shells, meter, TimeProvider.System);
        using var folder = new Folder("stopped");
        using var log = new StepLog(Path.Combine(folder.Path, "log"), ProjectSecrets.None, new(null, (_, _) => { }, (_, _, _) => { }));
        for (var i = 0; i < 20; i++)
        {
            using var stop = new CancellationTokenSource();
            var running = children.RunAsync(new(["sleep", "60"], "/", Variables(), new(), i % 2 == 0 ? null : Path.Combine(folder.Path, "times")), log, stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.Append(("PATH", "/usr/bin:/bin")).ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal);

    private static string Run(string script, int? exitCode = 0)
    {
        using var shell = ChildStart.Shell("test");
        ChildStart.GoAsync(shell, script).GetAwaiter().GetResult();
        using var said = new MemoryStream();
        shell.StandardOutput.BaseStream.CopyTo(said);
        shell.WaitForExit();
        Assert.Equal(exitCode ?? shell.ExitCode, shell.ExitCode);
        return Encoding.UTF8.GetString(said.ToArray());
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("rondo-shell-").FullName;

        public Folder(string name) => Path = Directory.CreateDirectory(System.IO.Path.Combine(_root, name)).FullName;

        public string Path { get; }

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }

    // What shells take for something else, and anything.
    private static Arbitrary<string> Text() => Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => t.Get),
            Gen.Elements("'", "\"", "$HOME", "`id`", "\\", "\n", "}", ")", "!", "* ?", "車", "\u0001", "-n", "~", "#", ";&|", "''", "\r\n").NonEmptyListOf().Select(l => string.Concat(l)))
        .Select(t => string.Concat(t.EnumerateRunes().Where(r => r.Value is not 0 and not 0xFFFD)))
        .ToArbitrary();
}
