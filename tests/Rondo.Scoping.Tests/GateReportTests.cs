using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Scoping.Tests;

public sealed class GateReportTests
{
    [Theory]
    [InlineData("PPP", Outcome.Pass, 0, false, false)]
    [InlineData("PWP", Outcome.Warn, 0, false, false)]
    [InlineData("PUW", Outcome.Unknown, 0, false, true)]
    [InlineData("PUF", Outcome.Fail, 1, true, true)]
    [InlineData("F", Outcome.Fail, 1, true, true)]
    [InlineData("u", Outcome.Unknown, 0, false, false)]
    [InlineData("", Outcome.Pass, 0, false, false)]
    public void The_whole_is_as_bad_as_its_worst_and_UNKNOWN_waits_where_the_risk_is_higher(string outcomes, Outcome overall, int exit, bool low, bool medium)
    {
        var report = new GateReport([.. outcomes.Select(One)]);
        Assert.Equal((overall, exit), (report.Overall, report.ExitCode));
        Assert.Equal((low, medium, medium), (report.BlocksPromotion(RiskTier.Low), report.BlocksPromotion(RiskTier.Medium), report.BlocksPromotion(RiskTier.High)));
    }

    [Fact]
    public void The_text_has_two_lines_a_requirement_and_a_summary() => Assert.Equal(
        """
        PASS    mae <= 60 on test
                mae on test is 48.23 (46.9 to 49.6), at most 60 as required.
        WARN    mae <= 0.5 * baseline
                mae on test is 48.23 (46.9 to 49.6); it has to be at most 49 (0.5 * baseline), and the 95 % interval reaches across.
        UNKNOWN latency.p95 <= 20 ms
                latency.p95 has not been measured yet.
        FAIL    size <= 20 MB
                size is 21.5 MB; it has to be at most 20 MB.
        FAIL: 1 FAIL, 1 UNKNOWN, 1 WARN, 1 PASS.

        """, Example().ToText());

    [Fact]
    public void Where_nothing_is_required_nothing_is_said_to_be_passed()
    {
        var report = new GateReport([]);
        Assert.Equal((GateReport.None, GateReport.None), (report.Word, (string?)report.ToJson()["overall"]));
        Assert.Equal("NONE: the charter has no requirements to hold it to.\n", report.ToText());
    }

    [Fact]
    public void The_table_escapes_what_would_break_it()
    {
        var charter = new Charter(TaskKind.Regression, "y") { Requirements = [Read("mae <= 60 on slice(a = 'x|y')")] };
        Assert.Equal(
            """
            | outcome | requirement | measured | why |
            | --- | --- | --- | --- |
            | PASS | mae <= 60 on slice(a = 'x\|y') | 5 | mae on test slice(a = 'x\|y') is 5, at most 60 as required. |

            PASS: 1 PASS.

            """, GateReport.Judge(charter, [new("mae", 5, "", new("model", "test", "a = 'x|y'"))]).ToMarkdown());
    }

    [Fact]
    public void The_JSON_has_numbers_in_base_units_and_nulls_for_what_is_unknown()
    {
        var json = JsonNode.Parse(Example().ToJson().ToJsonString())!;
        Assert.Equal("FAIL", (string?)json["overall"]);
        Assert.Equal(1, (int?)json["exitCode"]);
        var latency = json["judgements"]![2]!;
        Assert.Equal("latency.p95 <= 0.02 s", (string?)latency["requirement"]);
        Assert.Equal("UNKNOWN", (string?)latency["outcome"]);
        Assert.Null(latency["value"]);
        Assert.True((bool?)latency["holdsUpPromotion"]);
        var size = json["judgements"]![3]!;
        Assert.Equal((21_500_000, 20_000_000, "B"), ((double?)size["value"], (double?)size["boundValue"], (string?)size["unit"]));
    }

    [Fact]
    public void Values_that_JSON_cannot_hold_become_null()
    {
        var charter = new Charter(TaskKind.Regression, "y") { Requirements = [Read("mae <= 60")] };
        var json = GateReport.Judge(charter, [new("mae", double.PositiveInfinity, "", new("model", "test"))]).ToJson();
        Assert.Null(JsonNode.Parse(json.ToJsonString())!["judgements"]![0]!["value"]);
    }

    [Fact]
    public void A_human_level_of_the_charter_is_the_baseline_everywhere()
    {
        var charter = Yaml.Right(
            """
            charter:
              task: binary
              target: y
              baseline: { human: 92% }
              requirements: ["accuracy >= baseline", "accuracy >= baseline on slice(a = 1)"]
            """);
        Measurement[] measured = [new("accuracy", 0.93, "", new("model", "test")), new("accuracy", 0.91, "", new("model", "test", "a = 1"))];
        Assert.Equal([Outcome.Pass, Outcome.Fail], GateReport.Judge(charter, measured).Judgements.Select(j => j.Outcome));
    }

    private static GateReport Example()
    {
        var charter = new Charter(TaskKind.Regression, "cnt")
        {
            Requirements = [Read("mae <= 60 on test"), Read("mae <= 0.5 * baseline"), Read("latency.p95 <= 20 ms"), Read("size <= 20 MB")],
        };
        return GateReport.Judge(charter,
        [
            new("mae", 48.2345, "", new("model", "test")) { Low = 46.9, High = 49.6 },
            new("mae", 98, "", new("baseline", "test")),
            new("size", 21_500_000, "B", new("model", "")),
        ]);
    }

    private static Judgement One(char outcome) => outcome switch
    {
        'P' => new(Read("mae <= 60"), Outcome.Pass, null, null, ""),
        'W' => new(Read("mae <= 60"), Outcome.Warn, null, null, ""),
        'F' => new(Read("mae <= 60"), Outcome.Fail, null, null, ""),
        'U' => new(Read("mae <= 60"), Outcome.Unknown, null, null, "") { HoldsUpPromotion = true },
        _ => new(Read("mae <= 60 on production"), Outcome.Unknown, null, null, ""),
    };

    private static Requirement Read(string text) => Requirement.Parse(text, new Place("rondo.yaml", 1, 1)).Value;
}
