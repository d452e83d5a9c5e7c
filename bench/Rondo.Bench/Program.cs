using System.Globalization;
using Rondo.Bench;

switch (args)
{
    case ["table", var rows, var path]:
        Tables.Mixed(long.Parse(rows, CultureInfo.InvariantCulture), path);
        return 0;
    case ["training"]:
        await TrainingBench.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Usage: table ROWS FILE.parquet | training");
        return 2;
}
