using System.Globalization;
using Rondo.Bench;
using Rondo.Bench.Monitoring;
using Rondo.Bench.Serving;

switch (args)
{
    case ["table", var rows, var path]:
        Tables.Mixed(long.Parse(rows, CultureInfo.InvariantCulture), path);
        return 0;
    case ["training"]:
        await TrainingBench.RunAsync();
        return 0;
    case ["serve", var port, var model]:
        await HandWritten.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), model);
        return 0;
    case ["load", var url, var body, var connections, var seconds, var process]:
        await Load.RunAsync(new(url), body, int.Parse(connections, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(process, CultureInfo.InvariantCulture));
        return 0;
    default:
        if (await MonitoringCommands.RunAsync(args) is { } code)
        {
            return code;
        }

        Console.Error.WriteLine("Usage: table ROWS FILE.parquet | training | captures TABLE CAPTURES PROFILE | captured CAPTURES PROFILE | history DAYS | alarms EFFORT | tests EFFORT | power EFFORT | serve PORT MODEL.onnx | load URL FILE CONNECTIONS SECONDS PROCESS");
        return 2;
}
