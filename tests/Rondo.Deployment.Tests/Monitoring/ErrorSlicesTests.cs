using Rondo.Deployment.Drift;
using Rondo.Deployment.Monitoring;

namespace Rondo.Deployment.Tests.Monitoring;

public sealed class ErrorSlicesTests
{
    private static readonly SlicePart[][] Parts =
    [
        [new("weather", "clear"), new("weather", "cloudy"), new("weather", "rain")],
        [.. Enumerable.Range(0, 24).Select(h => new SlicePart("hour", h.ToString(System.Globalization.CultureInfo.InvariantCulture)))],
        [.. Enumerable.Range(0, 10).Select(b => new SlicePart("temp", "bin " + b))],
        [new(null, "weather = 'rain' and temp > 5")],
    ];

    [Fact]
    public void The_part_in_which_errors_grew_is_named_first_and_alone()
    {
        var (before, now) = (Sample(1, 2000, (_, _) => 1), Sample(2, 1500, (weather, _) => weather == 2 ? 2 : 1));
        var found = ErrorSlices.Find([.. Parts.Take(3)], now, before);
        var rain = Assert.Single(found);
        Assert.Equal(("weather", "rain"), (rain.Column, rain.Label));
        Assert.InRange(rain.Share, 0.3, 0.37);
        Assert.InRange(rain.Error / rain.Others, 1.6, 2.4);
        Assert.True(rain.Low < rain.Error && rain.Error < rain.High);
        Assert.InRange(rain.Before!.Value / rain.OthersBefore!.Value, 0.8, 1.25);
        Assert.InRange(rain.Contribution / rain.Error, 0.1, 0.25);
        Assert.True(rain.Q < 1e-6);
    }

    [Fact]
    public void Two_parts_are_both_named_the_larger_excess_first()
    {
        var (before, now) = (Sample(3, 2000, (_, _) => 1), Sample(4, 2000, (weather, hour) => weather == 2 ? 3 : hour == 8 ? 4 : 1));
        Assert.Equal(["rain", "8"], ErrorSlices.Find([.. Parts.Take(3)], now, before).Select(s => s.Label));
    }

    [Fact]
    public void A_part_that_was_always_harder_explains_nothing()
    {
        static double Hard(int weather, int hour) => hour is 8 or 17 ? 3 : 1;
        Assert.Empty(ErrorSlices.Find(Parts, Sample(5, 2000, Hard), Sample(6, 2000, Hard)));
        // Where nothing is known of before, that it is harder is all there is to say.
        Assert.Equal(["17", "8"], ErrorSlices.Find(Parts, Sample(5, 2000, Hard), Sample(6, 0, Hard)).Select(s => s.Label).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_declared_part_inside_a_column_is_preferred_where_it_is_the_narrower_one()
    {
        var now = Sample(7, 2000, (_, _) => 1);
        var inside = now.Parts[3].Select((p, i) => p == 0 ? 3 : 1).ToArray();
        var grown = now with { Errors = [.. now.Errors.Select((e, i) => e * inside[i])] };
        Assert.Equal("weather = 'rain' and temp > 5", ErrorSlices.Find(Parts, grown, Sample(8, 2000, (_, _) => 1))[0].Label);
    }

    [Theory]
    [InlineData(2000, false)]
    [InlineData(300, false)]
    [InlineData(2000, true)]
    public void Where_errors_are_the_same_everywhere_hardly_anything_is_named(int rows, bool wrongOrRight)
    {
        var named = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var (now, before) = (Sample((ulong)(100 + (2 * seed)), rows, (_, _) => 1), Sample((ulong)(101 + (2 * seed)), rows, (_, _) => 1));
            if (wrongOrRight)
            {
                (now, before) = (Classes(now), Classes(before));
            }

            named += ErrorSlices.Find(Parts, now, before).Count > 0 ? 1 : 0;
        }

        // 5 % is the rate that is held; 19 of 200 is its upper 99.5 % quantile.
        Assert.InRange(named, 0, 19);
    }

    [Fact]
    public void Few_huge_errors_do_not_make_a_part_stand_out()
    {
        var now = Sample(9, 2000, (_, _) => 1);
        var huge = 0;
        var errors = now.Errors.Select((e, i) => now.Parts[1][i] == 8 && huge++ < 3 ? 1e6 : e).ToArray();
        Assert.Empty(ErrorSlices.Find(Parts, now with { Errors = errors }, Sample(10, 2000, (_, _) => 1)));
    }

    private static SlicedErrors Classes(SlicedErrors rows) => rows with { Errors = [.. rows.Errors.Select(e => e > 1.5 ? 1.0 : 0)] };

    // Errors as they are: skewed, and many times as large as usual now and then.
    private static SlicedErrors Sample(ulong seed, int rows, Func<int, int, double> scale)
    {
        var random = new RandomDraws(seed);
        var (errors, parts) = (new double[rows], Parts.Select(_ => new int[rows]).ToArray());
        for (var row = 0; row < rows; row++)
        {
            var (weather, hour, temp) = (random.Below(3), random.Below(24), random.Below(10));
            (parts[0][row], parts[1][row], parts[2][row], parts[3][row]) = (weather, hour, temp, weather == 2 && temp > 5 ? 0 : -1);
            errors[row] = Math.Exp(random.Normal()) * scale(weather, hour);
        }

        return new(errors, parts);
    }
}
