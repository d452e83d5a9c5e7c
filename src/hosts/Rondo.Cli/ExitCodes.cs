using Rondo.Kernel;

namespace Rondo.Cli;

/// <summary>What the exit code of every command means.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: a gate or a check failed.</summary>
    public const int No = 1;

    /// <summary>The command, or a file the user wrote, cannot be meant.</summary>
    public const int Misuse = 2;

    /// <summary>The world failed: disk, engine, network, a bug.</summary>
    public const int World = 3;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>The code of a set of failures: the worst of them.</summary>
    public static int Of(IEnumerable<Failure> failures) => failures.Max(f => (int)f.Kind);
}
