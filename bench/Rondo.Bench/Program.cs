using System.Globalization;
using Rondo.Bench;
using Rondo.Bench.Monitoring;

switch (args)
{
    case ["table", var rows, var path]:
        Tables.Mixed(long.Parse(rows, CultureInfo.InvariantCulture), path);
        return 0;
    case ["training"]:
        await TrainingBench.RunAsync();
        return 0;
    case ["captures", var table, var captures, var profile]:
        await CapturedBench.PrepareAsync(table, captures, profile);
        return 0;
    case ["captured", var captures, var profile]:
        CapturedBench.Run(captures, profile);
        return 0;
    case ["drift", var effort]:
        return MonitoringBench.Run(double.Parse(effort, CultureInfo.InvariantCulture)) ? 0 : 1;
    default:
        Console.Error.WriteLine("Usage: table ROWS FILE.parquet | training | drift EFFORT");
        return 2;
}
