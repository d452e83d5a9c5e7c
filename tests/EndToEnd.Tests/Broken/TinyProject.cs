using System.Globalization;
using System.Text;

namespace Rondo.EndToEnd.Broken;

/// <summary>The smallest project that runs through: 300 rows, two trees. Every broken input is this one with one thing wrong.</summary>
internal static class TinyProject
{
    public const string Yaml = """
        rondo: 1
        project: tiny
        charter:
          problem: Bikes run out at busy stations.
          objective: Forecast the demand of the next hour.
          task: regression
          target: rentals
          baseline: mean
          requirements:
            - mae <= 500 on test
        data:
          source: data/rentals.csv
          key: [id]
          drop: [casual]
          types: { weather: category }
          checks:
            - hour between 0 and 23
          split: { by: random, test: 20%, validation: 10%, seed: 3 }
        slices: [weather]
        train:
          xgboost: { rounds: 5 }
          seed: 3

        """;

    public const string Header = "id,hour,temp,weather,casual,rentals";

    private static readonly string[] Skies = ["clear", "cloudy", "rain"];

    /// <summary>The lines of the table, the header first.</summary>
    public static IReadOnlyList<string> Lines(int rows = 300)
    {
        var random = new Random(5);
        var lines = new List<string>(rows + 1) { Header };
        for (var id = 1; id <= rows; id++)
        {
            var hour = random.Next(24);
            var temperature = Math.Round(10 + (15 * random.NextDouble()), 1);
            var sky = random.Next(3);
            var casual = random.Next(1, 60);
            var rentals = (int)(20 + (8 * Math.Abs(12 - Math.Abs(hour - 12))) + (3 * temperature) - (25 * sky) + (20 * random.NextDouble()));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{id},{hour},{temperature:0.0},{Skies[sky]},{casual},{rentals}"));
        }

        return lines;
    }

    public static string Csv(int rows = 300) => string.Join('\n', Lines(rows)) + "\n";

    /// <summary>Writes the good project; <paramref name="yaml"/> and <paramref name="csv"/> replace its files.</summary>
    public static void Write(string folder, string? yaml = null, string? csv = null, int rows = 300)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "rondo.yaml"), yaml ?? Yaml, new UTF8Encoding(false));
        File.WriteAllText(Path.Combine(folder, "data", "rentals.csv"), csv ?? Csv(rows), new UTF8Encoding(false));
    }

    /// <summary>The good <c>rondo.yaml</c> with one text in it replaced; the text must be there once.</summary>
    public static string With(string text, string instead)
    {
        var at = Yaml.IndexOf(text, StringComparison.Ordinal);
        if (at < 0 || Yaml.IndexOf(text, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new ArgumentException($"'{text}' does not stand in the project exactly once.", nameof(text));
        }

        return Yaml.Replace(text, instead, StringComparison.Ordinal);
    }
}
