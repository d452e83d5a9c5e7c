using System.ComponentModel;
using System.Diagnostics;
using Rondo.Kernel;

namespace Rondo.Pipelines.Executors;

/// <summary>Starts a child in a session of its own behind a gate: it does nothing before it reads a line.</summary>
internal static class ChildStart
{
    private const string WithTimes = """exec 2>&1; t=$1; shift; read -r go || exit 125; "$@" </dev/null; c=$?; times >"$t" 2>/dev/null; exit $c""";

    // A script text needs no second shell: a subshell of the one that waits runs it.
    private const string TextWithTimes = """exec 2>&1; t=$1; read -r go || exit 125; ( _text=$2; unset t go; set --; eval "$_text" ) </dev/null; c=$?; times >"$t" 2>/dev/null; exit $c""";
    private const string Bare = """exec 2>&1; read -r go || exit 125; exec "$@" </dev/null""";

    public static Process Start(ChildRequest request, string mark)
    {
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = request.Folder };
        string[] shell = request.TimesFile is { } times ? ["/bin/sh", "-c", request.IsShellText ? TextWithTimes : WithTimes, "/bin/sh", times] : ["/bin/sh", "-c", Bare, "/bin/sh"];
        foreach (var word in (IEnumerable<string>)[.. shell, .. request.Command])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Clear();
        foreach (var (name, value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[Guardian.Mark] = mark;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new FailureException(new Failure("step.cannot-start", $"No child process can be started: {e.Message}.",
                "Steps in child processes need Linux with /bin/sh and setsid (package util-linux).")
            { Kind = FailureKind.World }, e);
        }
    }

    public static async Task GoAsync(Process process)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync("go\n"u8.ToArray());
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed before it began; its exit says so.
        }
    }

    public static async Task ReadAsync(Process process, StepLog log)
    {
        var buffer = new byte[16_384];
        var stream = process.StandardOutput.BaseStream;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                log.Feed(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The reading end was closed because a process nobody can reach holds the other.
        }
    }
}
