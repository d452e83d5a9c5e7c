using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Rondo.Pipelines.Executors;

/// <summary>
/// A small shell that outlives this process: it knows the process group of every child, and when this process ends, however it ends, the
/// pipe between them closes and the shell kills them all. A child waits for a word on its own standard input before it does anything, and
/// gets it only after its group is written to that pipe; so none runs unknown.
/// </summary>
internal sealed class Guardian : IDisposable
{
    /// <summary>The environment variable by which children that left their group are found.</summary>
    public const string Mark = "RONDO_GUARD";

    private const string Script = """
        trap '' HUP INT TERM QUIT
        live=
        while read -r op group; do
          case $op in
            +) live="$live $group" ;;
            -) rest=; for g in $live; do [ "$g" = "$group" ] || rest="$rest $g"; done; live=$rest ;;
            q) exit 0 ;;
          esac
        done
        for g in $live; do kill -s KILL -- "-$g" 2>/dev/null; done
        for turn in 1 2 3; do
          found=$(grep -ls "RONDO_GUARD=$1" /proc/[0-9]*/environ 2>/dev/null)
          [ -n "$found" ] || break
          for f in $found; do p=${f#/proc/}; kill -s KILL "${p%/environ}" 2>/dev/null; done
        done
        """;

    private readonly Lock _gate = new();
    private Process? _shell;
    private bool _disposed;

    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private int _children;

    /// <summary>What the next child carries in its environment as <see cref="Mark"/>: unguessable, and its own.</summary>
    public string NextMark() => string.Create(CultureInfo.InvariantCulture, $"{_token}-{Interlocked.Increment(ref _children)}");

    /// <summary>From now on the group dies with this process.</summary>
    public void Adopt(int group) => Tell('+', group);

    /// <summary>The group is dead.</summary>
    public void Drop(int group) => Tell('-', group);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            if (_shell is null)
            {
                return;
            }

            Write("q\n");
            _shell.StandardInput.Close();
            _shell.Dispose();
            _shell = null;
        }
    }

    private void Tell(char word, int group)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _shell ??= Start(_token);
            Write(string.Create(CultureInfo.InvariantCulture, $"{word} {group}\n"));
        }
    }

    private void Write(string line)
    {
        try
        {
            _shell!.StandardInput.Write(line);
            _shell.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Somebody killed the guardian. The children still die with an orderly end of this process.
        }
    }

    private static Process Start(string token)
    {
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var word in (string[])["/bin/sh", "-c", Script, "rondo-guardian", token])
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }
}
