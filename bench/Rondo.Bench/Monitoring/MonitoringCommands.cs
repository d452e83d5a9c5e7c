using System.Globalization;

namespace Rondo.Bench.Monitoring;

/// <summary>The benchmarks of monitoring, by their words.</summary>
internal static class MonitoringCommands
{
    /// <summary>The exit code; null when the words are none of these.</summary>
    public static async Task<int?> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["captures", var table, var captures, var profile]:
                await CapturedBench.PrepareAsync(table, captures, profile);
                return 0;
            case ["captured", var captures, var profile]:
                CapturedBench.Run(captures, profile);
                return 0;
            case ["history", var days]:
                await HistoryBench.RunAsync(int.Parse(days, CultureInfo.InvariantCulture));
                return 0;
            case ["alarms", var effort]:
                return MonitoringBench.Alarms(double.Parse(effort, CultureInfo.InvariantCulture)) ? 0 : 1;
            case ["tests", var effort]:
                return MonitoringBench.Tests(double.Parse(effort, CultureInfo.InvariantCulture)) ? 0 : 1;
            case ["power", var effort]:
                MonitoringBench.Power(double.Parse(effort, CultureInfo.InvariantCulture));
                return 0;
            default:
                return null;
        }
    }
}
