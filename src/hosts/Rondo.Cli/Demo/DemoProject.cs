using Rondo.Kernel;

namespace Rondo.Cli.Demo;

/// <summary>Writes the demo as a folder that a user might have written.</summary>
internal static class DemoProject
{
    /// <summary>The project, its model and its endpoint.</summary>
    public const string Name = "bike-demand";

    /// <summary>Where the predictions for the history go.</summary>
    public const string Predictions = "predictions.csv";

    private const string Data = "data/rentals.csv";

    private static readonly string[] Files = ["rondo.yaml", Data];

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
            - latency.p95 <= 250 ms
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
        serve: { endpoint: bike-demand }
        monitor:
          every: 6h
          window: 7d                     # a week has all hours and days in it
          ignore: [season, weather, temp, humidity, windspeed, event, holiday]      # no single week looks like two years
        retrain:
          when: [performance]
          promote: automatic             # or review: then people decide
          cooldown: 14d

        """;

    /// <summary>The history is two years by the hour.</summary>
    public const int HistoryHours = 2 * 365 * 24;

    /// <summary>The metro is closed for repairs from here on, and its commuters take bikes.</summary>
    public static DateTimeOffset DriftsFrom { get; } = new(2026, 1, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The city in which all this happens.</summary>
    public static CityBikes City => new(seed: 7) { DriftsFrom = DriftsFrom.UtcDateTime };

    /// <summary>Writes <c>rondo.yaml</c> and <c>data/rentals.csv</c> below <paramref name="folder"/>; files that are there with the same content are left alone.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="overwrite">Whether files with another content are replaced.</param>
    /// <exception cref="FailureException"><c>demo.not-mine</c>: a file is there with another content, and nothing was written.</exception>
    public static void Write(string folder, bool overwrite)
    {
        var made = Directory.CreateTempSubdirectory("rondo-demo-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(made, "rondo.yaml"), Yaml);
            Directory.CreateDirectory(Path.Combine(made, "data"));
            City.Write(Path.Combine(made, Data), HistoryHours, withWrongRows: true);
            var others = Files.Where(f => File.Exists(Path.Combine(folder, f)) && !Same(Path.Combine(folder, f), Path.Combine(made, f))).ToList();
            if (others.Count == 0 && !File.Exists(Path.Combine(folder, "rondo.yaml")))
            {
                others = [.. new[] { Predictions, "schema.yaml" }.Where(f => File.Exists(Path.Combine(folder, f)))];
            }

            if (others.Count == 0 && !File.Exists(Path.Combine(folder, "rondo.yaml")) && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new FailureException(new Failure("demo.not-mine", $"{folder} is not empty, and no demo is in it: nothing was written.", "Name an empty or a new folder: rondo demo OTHER.") { Kind = FailureKind.No });
            }

            if (others.Count > 0 && !overwrite)
            {
                throw new FailureException(new Failure("demo.not-mine", $"{Path.Combine(folder, others[0])} is not as the demo writes it: it stays as it is, and nothing was written.", "Name another folder: rondo demo OTHER. Or let the demo replace it: --force.") { Kind = FailureKind.No });
            }

            foreach (var file in Files.Where(f => !File.Exists(Path.Combine(folder, f)) || others.Contains(f, StringComparer.Ordinal)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
                File.Copy(Path.Combine(made, file), Path.Combine(folder, file), overwrite: true);
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static bool Same(string a, string b) => File.ReadAllBytes(a).AsSpan().SequenceEqual(File.ReadAllBytes(b));
}
