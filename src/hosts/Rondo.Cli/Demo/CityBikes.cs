using System.Globalization;
using System.Text;

namespace Rondo.Cli.Demo;

/// <summary>
/// A simulated city with bike sharing: hourly rentals that follow the hour, the working day, the weather, the season, growth and events,
/// with a sensor that fails, a few malformed lines, and two columns that give the answer away, as real exports have them.
/// </summary>
/// <remarks>
/// The same seed gives the same bytes. Counts are negative-binomial (gamma-Poisson) around a known expectation, so that no model can be
/// perfect: the irreducible mean absolute error is about 12 % of the mean.
/// </remarks>
internal sealed class CityBikes(int seed)
{
    private static readonly string[] Skies = ["clear", "cloudy", "rain", "storm"];

    // share of a day's rentals by hour
    private static readonly double[] WorkingHours = [.2, .1, .06, .04, .06, .25, .9, 2.4, 3.6, 1.9, 1.1, 1.2, 1.5, 1.5, 1.3, 1.5, 2.3, 4.1, 3.8, 2.6, 1.8, 1.3, .9, .5];
    private static readonly double[] FreeHours = [.7, .5, .35, .2, .12, .12, .2, .4, .8, 1.4, 2.1, 2.7, 3.1, 3.2, 3.1, 3.0, 2.8, 2.5, 2.1, 1.6, 1.2, 1.0, .8, .6];

    /// <summary>Where the simulated behaviour changes (the metro closes for repairs, and its commuters take bikes); null: it never does.</summary>
    public DateTime? DriftsFrom { get; init; }

    /// <summary>The first hour there is.</summary>
    public static DateTime Start { get; } = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The names of the columns; the last one is the target.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["id", "date", "hour", "season", "holiday", "workingday", "weather", "temp", "humidity", "windspeed", "event", "casual", "registered", "rentals"];

    /// <summary>Writes <paramref name="hours"/> lines and a header.</summary>
    public void Write(string path, int hours, bool withWrongRows)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        file.WriteLine(string.Join(',', Columns));
        foreach (var (line, i) in Hours(0, hours).Select((line, i) => (line, i)))
        {
            file.WriteLine(withWrongRows ? Spoilt(line, i) : line);
        }
    }

    /// <summary>Hours as lines, from the one with number <paramref name="first"/> (0 is <see cref="Start"/>): the same, wherever one begins to look.</summary>
    public IEnumerable<string> Hours(int first, int count)
    {
        var random = new Random(seed);
        var sky = 0;
        var anomaly = 0.0;
        for (var i = 0; i < first + count; i++)
        {
            var at = Start.AddHours(i);
            sky = NextSky(random, sky, at);
            anomaly = (0.97 * anomaly) + (0.5 * Normal(random));
            var line = Hour(random, i, at, sky, anomaly);
            if (i >= first)
            {
                yield return line;
            }
        }
    }

    private string Hour(Random random, int i, DateTime at, int sky, double anomaly)
    {
        var season = Math.Sin(2 * Math.PI * (at.DayOfYear - 105) / 365.25);
        var temperature = 14 + (11 * season) + (4 * Math.Sin(2 * Math.PI * (at.Hour - 9) / 24)) + anomaly - (sky * 1.2);
        var humidity = Math.Clamp(62 - (1.1 * (temperature - 14)) + (9 * sky) + (6 * Normal(random)), 15, 100);
        var wind = Math.Max(0, 11 + (5 * sky) + (5 * Normal(random)));
        var holiday = IsHoliday(at);
        var working = at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holiday;
        var what = EventAt(at);

        var expected = Expected(at, working, sky, temperature, humidity, wind, what);
        var rentals = Count(random, expected);
        var casual = (int)Math.Round(rentals * Math.Clamp((working ? 0.12 : 0.34) + (0.05 * Normal(random)), 0, 1), MidpointRounding.AwayFromZero);

        // the humidity sensor loses values at random, the thermometer fails for some days each spring
        var lost = random.NextDouble() < 0.02;
        var failed = at.Month == 4 && at.Day is >= 10 and <= 12;
        return string.Join(',',
            (i + 1).ToString(CultureInfo.InvariantCulture),
            at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            at.Hour.ToString(CultureInfo.InvariantCulture),
            SeasonName(at), holiday ? "1" : "0", working ? "1" : "0", Skies[sky],
            failed ? "" : Tenth(temperature), lost ? "" : Tenth(humidity), Tenth(wind), what,
            casual.ToString(CultureInfo.InvariantCulture), (rentals - casual).ToString(CultureInfo.InvariantCulture), rentals.ToString(CultureInfo.InvariantCulture));
    }

    private double Expected(DateTime at, bool working, int sky, double temperature, double humidity, double wind, string what)
    {
        var comfort = Math.Exp(-Math.Pow((temperature - 23) / 16, 2));
        var weather = sky switch { 0 => 1.0, 1 => 0.93, 2 => 0.55, _ => 0.25 };
        var growth = 1 + (0.35 * (at - Start).TotalDays / 730);
        var shape = (working ? WorkingHours : FreeHours)[at.Hour];
        var happening = (what, at.Hour) switch { ("concert", >= 18 and <= 23) => 1.5, ("match", >= 14 and <= 18) => 1.35, ("market", >= 8 and <= 14) => 1.2, _ => 1.0 };
        var expected = 110 * shape * (0.25 + (0.95 * comfort)) * weather * growth * happening
            * (1 - (0.0025 * Math.Max(0, humidity - 60))) * (1 - (0.006 * Math.Max(0, wind - 15)));
        return at >= DriftsFrom && working && at.Hour is >= 6 and <= 9 or >= 16 and <= 19 ? expected * 2 : expected;
    }

    // Gamma-Poisson with shape 25: the spread that is left when everything is known.
    private static int Count(Random random, double expected)
    {
        var gamma = 0.0;
        for (var k = 0; k < 25; k++)
        {
            gamma -= Math.Log(1 - random.NextDouble());
        }

        var mean = expected * gamma / 25;
        return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal(random)), MidpointRounding.AwayFromZero));
    }

    // Box and Muller (1958)
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int NextSky(Random random, int sky, DateTime at)
    {
        var wet = at.Month is >= 5 and <= 7 ? 0.05 : 0.03;
        var u = random.NextDouble();
        return sky switch
        {
            0 => u < 0.08 ? 1 : 0,
            1 => u < wet ? 2 : u < 0.13 ? 0 : 1,
            2 => u < 0.03 ? 3 : u < 0.28 ? 1 : 2,
            _ => u < 0.45 ? 2 : 3,
        };
    }

    private static string EventAt(DateTime at) => (at.DayOfWeek, at.DayOfYear % 14) switch
    {
        (DayOfWeek.Friday, < 5) => "concert",
        (DayOfWeek.Sunday, < 7) => "match",
        (DayOfWeek.Saturday, _) when at.Month is >= 4 and <= 10 => "market",
        _ => "none",
    };

    private static bool IsHoliday(DateTime at) => (at.Month, at.Day) is (1, 1) or (2, 28) or (4, 4) or (5, 1) or (10, 10) or (12, 25);

    private static string SeasonName(DateTime at) => at.Month switch { 12 or 1 or 2 => "winter", <= 5 => "spring", <= 8 => "summer", _ => "autumn" };

    private static string Tenth(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    // What exports look like: a number with its unit, a line cut short, a word where a number belongs.
    private static string Spoilt(string line, int i)
    {
        var fields = line.Split(',');
        switch (i)
        {
            case 1234:
                fields[9] += " km/h";
                return string.Join(',', fields);
            case 5678:
                return string.Join(',', fields[..9]);
            case 9012:
                fields[7] = "n/a";
                return string.Join(',', fields);
            default:
                return line;
        }
    }
}
