using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Cli;

/// <summary>
/// The program's clock. <c>RONDO_SIMULATED_TIME</c> names a file with a time in ISO 8601; then it is that time for this program, and goes
/// on when the file is replaced: for benchmarks and rehearsals that live through months in minutes. Only durations stay real.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    /// <summary>The variable.</summary>
    public const string Variable = "RONDO_SIMULATED_TIME";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly Lock _gate = new();
    private DateTimeOffset _now;
    private long _read;

    private SimulatedTime(string path)
    {
        _path = path;
        _now = Read(path) ?? throw new FailureException(new Failure("time.simulated", $"{Variable} names {path}, which holds no time.", "Write a time there, for example 2012-01-01T00:00:00Z, or unset the variable."));
        _read = System.GetTimestamp();
    }

    /// <summary>The machine's clock, unless a simulated one is asked for.</summary>
    public static TimeProvider Clock => Made.Value;

    private static readonly Lazy<TimeProvider> Made = new(() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? new SimulatedTime(path) : System);

    /// <summary>Refuses an address that others can reach while time is simulated: sessions, alerts and the audit log would lie to them.</summary>
    /// <exception cref="FailureException"><c>time.simulated</c></exception>
    public static void DemandLocal(Uri address)
    {
        if (Clock is SimulatedTime && !address.IsLoopback)
        {
            throw new FailureException(new Failure("time.simulated", $"While {Variable} is set, a server listens on loopback only.", $"Unset {Variable}, or leave out --address."));
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            if (System.GetElapsedTime(_read) > Look)
            {
                (_now, _read) = (Read(_path) ?? _now, System.GetTimestamp());
            }

            return _now;
        }
    }

    // A file that is being replaced has no time for a moment: the last one holds.
    private static DateTimeOffset? Read(string path)
    {
        try
        {
            return DateTimeOffset.TryParse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
