using System.Text.Json.Nodes;

namespace Rondo.Scoping.Tests.Charters;

public sealed class CharterViewTests
{
    private const string Written =
        """
        charter:
          problem: Bikes run out at busy stations in the morning, and vans come too late because nobody knows where they will be missing.
          task: binary
          target: late
          positive: "yes"
          horizon: 2 days
          people: { owner: ops@example.org, reviewers: [a@example.org, b@example.org] }
          use: { how: nightly batch, availability: 99.5%, reuse: [planning] }
          kpi: { name: stations empty at 8:00, baseline: 14, target: 7 }
          costs: { false-positive: 1, false-negative: 8.5 }
          requirements: [auc >= 80%, 'missing("wind  speed") <= 5 %', latency.p95 <= 20 ms warn]
          deadline: 2027-01-31
          resources: { cpu-hours: 5, storage: 2 GB }
        """;

    [Fact]
    public void The_text_shows_what_is_written_and_the_defaults_that_count() => Assert.Equal(
        """
        problem       Bikes run out at busy stations in the morning, and vans come too late
                      because nobody knows where they will be missing.
        task          binary of late, where 'yes' is the event
        horizon       2 days
        owner         ops@example.org
        reviewers     a@example.org, b@example.org
        use           nightly batch; available 99.5 % of the time; also for planning
        kpi           stations empty at 8:00, from 14 to 7
        risk          low
        sensitivity   internal
        costs         false-negative 8.5, false-positive 1
        deadline      2027-01-31
        resources     5 cpu-hours, 2 GB
        evidence      estimate: the estimate has to meet a requirement
        requirements  auc >= 0.8 on test
                      missing("wind  speed") <= 0.05
                      latency.p95 <= 0.02 s warn

        """, CharterView.ToText(Yaml.Right(Written), 85));

    [Fact]
    public void A_charter_without_requirements_says_so() =>
        Assert.EndsWith("requirements  none\n", CharterView.ToText(Yaml.Right("charter: { task: regression, target: y }")), StringComparison.Ordinal);

    [Fact]
    public void The_JSON_has_every_key()
    {
        var json = JsonNode.Parse(CharterView.ToJson(Yaml.Right(Written)).ToJsonString())!.AsObject();
        Assert.Equal(("binary", "late", "yes", 172_800.0), ((string?)json["task"], (string?)json["target"], (string?)json["positive"], (double?)json["horizonSeconds"]));
        Assert.Equal("""["auc >= 0.8 on test","missing(\u0022wind  speed\u0022) <= 0.05","latency.p95 <= 0.02 s warn"]""".Replace("<", "\\u003C", StringComparison.Ordinal).Replace(">", "\\u003E", StringComparison.Ordinal), json["requirements"]!.ToJsonString());
        Assert.Equal("""{"cpuHours":5,"storageBytes":2000000000}""", json["resources"]!.ToJsonString());
        Assert.Equal("""{"owner":"ops@example.org","scientist":null,"reviewers":["a@example.org","b@example.org"],"operators":[],"informed":[]}""", json["people"]!.ToJsonString());
        Assert.Equal((8.5, 14, "2027-01-31"), ((double?)json["costs"]!["false-negative"], (double?)json["kpi"]!["baseline"], (string?)json["deadline"]));
        Assert.True(json.ContainsKey("objective"));
        Assert.Null(json["objective"]);
    }
}
