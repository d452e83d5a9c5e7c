using Rondo.Modeling.Baselines;

namespace Rondo.Modeling.Tests.Baselines;

public sealed class BaselineTests
{
    private const long Hour = 3_600_000_000;

    [Fact]
    public void The_last_value_is_the_latest_one_known_when_the_prediction_is_due()
    {
        var history = new History([(0, 10), (Hour, 20), (2 * Hour, 30)]);

        Assert.Equal(30, history.Predict(new("last", 0, 0, -1), 3 * Hour));
        Assert.Equal(20, history.Predict(new("last", 0, 2 * Hour, -1), 3 * Hour));
        Assert.Equal(20, history.Predict(new("last", 0, 0, -1), 2 * Hour));              // never the row's own truth
        Assert.Equal(-1, history.Predict(new("last", 0, 4 * Hour, -1), 3 * Hour));
    }

    [Fact]
    public void A_season_is_taken_as_many_times_as_the_horizon_needs_and_again_where_a_row_is_missing()
    {
        var day = 24 * Hour;
        var history = new History([(0, 10), (day, 20), (3 * day, 40)]);

        Assert.Equal(40, history.Predict(new("seasonal-naive", day, 0, -1), 4 * day));
        Assert.Equal(20, history.Predict(new("seasonal-naive", day, 25 * Hour, -1), 3 * day));
        Assert.Equal(20, history.Predict(new("seasonal-naive", day, day * 2, -1), 4 * day));        // two days before is missing, three are there
        Assert.Equal(-1, history.Predict(new("seasonal-naive", day, 0, -1), (4 * day) + 1));
    }

    [Fact]
    public void Rows_that_share_a_time_are_one_entry_with_their_mean() =>
        Assert.Equal(15, new History([(0, 10), (0, 20)]).Predict(new("last", 0, 0, -1), Hour));

    [SharedFact]
    public void The_same_hour_last_week_errs_by_64_bikes_on_the_last_fifth()
    {
        using var table = RealTables.Bike();
        var all = new[] { table.Train, table.Validation, table.Test }.SelectMany(p => BaselineFitting.Rows(table.Frame(p), table.Frame(p)["cnt"].Numbers, "_time")).ToList();
        var history = new History(all);
        var test = table.Frame(table.Test);
        var mae = test["_time"].Times.Zip(test["cnt"].Numbers, (t, y) => Math.Abs(history.Predict(new("seasonal-naive", 7 * 24 * Hour, 0, 0), t) - y)).Average();

        Assert.Equal(64.463022, mae, 5);                                                  // counted a second way, with dates and a dictionary
    }
}
