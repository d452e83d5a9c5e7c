using FsCheck;
using FsCheck.Fluent;
using Rondo.Data;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Onnx.Graph;

namespace Rondo.Modeling.Tests.Features;

public sealed class CalendarTests
{
    [Fact]
    public void Every_day_from_year_1_to_9999_has_the_parts_that_the_framework_gives_it()
    {
        for (var day = DateTime.MinValue; day < DateTime.MaxValue.AddDays(-7); day = day.AddDays(day.Month == 2 && day.Day > 20 ? 1 : 5))
        {
            Check(day.AddHours(day.Day % 24));
        }
    }

    [Fact]
    public void The_graph_computes_the_same_parts_for_any_whole_number_of_microseconds()
    {
        var plan = new FeaturePlan([new DateEncoding("t", Enum.GetValues<DatePart>())], []);
        var graph = new GraphBuilder("g");
        var pen = new GraphPen(graph, ["t"]);
        graph.Node("Identity", [pen.Cast(FeatureGraph.Write(graph, pen, plan), Onnx.OnnxElementType.Double)], "prediction");
        graph.Output("prediction", Onnx.OnnxElementType.Double, "N", 7);
        using var runner = new GraphRunner(graph.Build(), 1);

        Prop.ForAll(Times().ToArbitrary(), times =>
        {
            var frame = new Frame(times.Length, [new("t", ColumnType.Timestamp) { Times = times }]);
            return plan.Matrix(frame).Select(v => (double)v).SequenceEqual(runner.Run(frame, CancellationToken.None).Numbers);
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<long[]> Times()
    {
        var any = ArbMap.Default.GeneratorFor<long>();
        var near = Gen.Choose(-40_000, 40_000).SelectMany(d => Gen.Choose(-2, 2), (d, m) => (d * Calendar.MicrosecondsPerDay) + m);
        var edges = Gen.Elements(long.MinValue, long.MinValue + 1, long.MaxValue, 0L, -1L, Calendar.Earliest, Calendar.Latest);
        return Gen.OneOf(any, near, edges).NonEmptyListOf().Select(l => l.ToArray());
    }

    private static void Check(DateTime time)
    {
        var micros = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        Assert.Equal(
            (time.Year, time.Month, time.Day, time.Hour, ((int)time.DayOfWeek + 6) % 7, time.DayOfYear, (long)Math.Floor((time - DateTime.UnixEpoch).TotalDays)),
            ((int)Part(DatePart.Year), (int)Part(DatePart.Month), (int)Part(DatePart.Day), (int)Part(DatePart.Hour), (int)Part(DatePart.Weekday), (int)Part(DatePart.DayOfYear), Part(DatePart.EpochDays)));

        long Part(DatePart part) => Calendar.Part(part, micros);
    }
}
