namespace Rondo.Cli.Demo;

/// <summary>Writes the demo as a folder that a user might have written.</summary>
internal static class DemoProject
{
    private const string Yaml = """
        rondo: 1
        project: bike-demand
        description: Hourly demand of a bike-sharing network in a simulated city.
        charter:
          problem: Bikes run out at busy stations in the morning.
          objective: Forecast hourly demand so that vans can rebalance overnight.
          task: regression
          target: rentals
          unit: one hour in the whole network
          people: { owner: ops@example.org, scientist: ml@example.org }
          kpi: { name: stations empty at 8:00, baseline: 14, target: 7 }
          baseline: seasonal-naive
          requirements:
            - mae <= 60 on test
            - mae <= 0.7 * baseline on test
            - mae <= 90 on slice(weather = 'rain') warn
            - latency.p95 <= 20 ms
            - size <= 20 MB
        data:
          source: data/rentals.csv
          key: [id]
          time: date + hour hours
          missing: [n/a]
          drop: [casual, registered]     # casual + registered = rentals: they are the answer
          bad-rows: 10                   # a few malformed lines are listed and set aside; more of them stop the import
          checks:
            - hour between 0 and 23
            - humidity between 0 and 100
            - count() >= 10000
          split: { by: time, test: 20%, validation: 10% }
        slices: [workingday, season, weather]

        """;

    /// <summary>Writes <c>rondo.yaml</c> and <c>data/rentals.csv</c> (two years by the hour) below <paramref name="folder"/>; files that are there with the same content are left alone.</summary>
    public static void Write(string folder, bool drift)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        WriteWhenDifferent(Path.Combine(folder, "rondo.yaml"), temporary => File.WriteAllText(temporary, Yaml));
        var city = new CityBikes(seed: 7) { DriftsFrom = drift ? new DateTime(2025, 9, 1, 0, 0, 0, DateTimeKind.Utc) : null };
        WriteWhenDifferent(Path.Combine(folder, "data", "rentals.csv"), temporary => city.Write(temporary, hours: 2 * 365 * 24, withWrongRows: true));
    }

    private static void WriteWhenDifferent(string path, Action<string> write)
    {
        var temporary = path + ".new";
        write(temporary);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(temporary)))
        {
            File.Delete(temporary);
            return;
        }

        File.Move(temporary, path, overwrite: true);
    }
}
