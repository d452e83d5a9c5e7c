using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Rondo.Kernel;

namespace Rondo.Pipelines.Executors;

/// <summary>Starts a child in a session of its own behind a gate: it does nothing before it reads what it waits for.</summary>
internal static class ChildStart
{
    private const string Gate = """exec 2>&1; read -r go || exit 125; exec "$@" </dev/null""";

    /// <summary>A program that begins at the word that <see cref="GoAsync"/> says.</summary>
    public static Process Program(ChildRequest request, string mark)
    {
        var start = Session("/bin/sh", "-c", Gate, "/bin/sh");
        start.WorkingDirectory = request.Folder;
        foreach (var word in request.Command)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        return Start(start, mark);
    }

    /// <summary>A shell that begins with the script that <see cref="GoAsync"/> gives it.</summary>
    public static Process Shell(string mark) => Start(Session("/bin/sh"), mark);

    private static ProcessStartInfo Session(params string[] command)
    {
        var start = new ProcessStartInfo("setsid", command) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        return start;
    }

    private static Process Start(ProcessStartInfo start, string mark)
    {
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

    /// <summary>Opens the gate with a word or a script.</summary>
    public static async Task GoAsync(Process process, string words)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(words));
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
