namespace Rondo.Scoping.Tests.Charters;

public sealed class CharterKeyTests
{
    [Fact]
    public void Task_and_target_are_enough()
    {
        var charter = Yaml.Right("charter: { task: regression, target: cnt }");
        Assert.Equal((TaskKind.Regression, "cnt", RiskTier.Low, EvidenceRule.Estimate, "internal"),
            (charter.Task, charter.Target, charter.Risk, charter.Evidence, charter.Sensitivity));
        Assert.Empty(charter.Requirements);
        Assert.Null(charter.Baseline);
        Assert.Null(charter.Positive);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var c = Yaml.Right(
            """
            charter:
              problem: Loans default.
              objective: Refuse the worst; an officer decides on the rest.
              task: binary
              target: default
              positive: "yes"
              unit: one application
              horizon: 24h
              people: { owner: o@x.org, scientist: s@x.org, reviewers: [a@x.org, b@x.org], operators: p@x.org, informed: [i@x.org] }
              use: { how: nightly batch and API, availability: 99.5%, sharing: team, reuse: [marketing], effort: 3 weeks }
              kpi: { name: losses, baseline: 14, target: 7 }
              risk: high
              sensitivity: personal
              costs: { false-positive: 1, false-negative: 8 }
              baseline: majority
              requirements:
                - auc >= 0.8
                - cost <= 0.5 * baseline on validation
              evidence: bound
              deadline: 2027-01-31
              resources: { cpu-hours: 5, storage: 2 GB }
            """);
        Assert.Equal(("Loans default.", "Refuse the worst; an officer decides on the rest.", TaskKind.Binary, "default", "yes", "one application"),
            (c.Problem, c.Objective, c.Task, c.Target, c.Positive, c.Unit));
        Assert.Equal(TimeSpan.FromHours(24), c.Horizon);
        Assert.Equal(("o@x.org", "s@x.org"), (c.People.Owner, c.People.Scientist));
        Assert.Equal(["a@x.org", "b@x.org"], c.People.Reviewers);
        Assert.Equal(["p@x.org"], c.People.Operators);
        Assert.Equal(["i@x.org"], c.People.Informed);
        Assert.Equal(("nightly batch and API", 0.995, "team", "3 weeks"), (c.Use.How, c.Use.Availability!.Value, c.Use.Sharing, c.Use.Effort));
        Assert.Equal(["marketing"], c.Use.Reuse);
        Assert.Equal(new Kpi("losses", 14, 7), c.Kpi);
        Assert.Equal((RiskTier.High, "personal", "majority", EvidenceRule.Bound), (c.Risk, c.Sensitivity, c.Baseline, c.Evidence));
        Assert.Equal((1.0, 8.0), (c.Costs["false-positive"], c.Costs["false-negative"]));
        Assert.Equal(["auc >= 0.8 on test", "cost <= 0.5 * baseline on validation"], c.Requirements.Select(r => r.NormalForm));
        Assert.Equal((new DateOnly(2027, 1, 31), new Budget(5, 2_000_000_000)), (c.Deadline!.Value, c.Resources));
        Assert.Equal((7, 11), (c.PlaceOf("target")!.Line, c.PlaceOf("target")!.Column));
        Assert.Null(Yaml.Right("charter: { task: regression, target: y }").PlaceOf("positive"));
    }

    [Fact]
    public void Costs_by_class_are_priced_by_truth_and_prediction()
    {
        var charter = Yaml.Right("charter: { task: multiclass, target: y, costs: { cat: { dog: 2, fox: 5 }, dog: { cat: 1 } } }");
        Assert.Equal((2.0, 5.0, 1.0, 0.0, 0.0),
            (charter.CostOf("cat", "dog"), charter.CostOf("cat", "fox"), charter.CostOf("dog", "cat"), charter.CostOf("fox", "cat"), charter.CostOf("cat", "cat")));
    }

    [Fact]
    public void Costs_by_kind_of_error_follow_the_positive_label()
    {
        var charter = Yaml.Right("charter: { task: binary, target: y, positive: yes, costs: { false-positive: 1, false-negative: 8 } }");
        Assert.Equal((8.0, 1.0, 0.0, 0.0), (charter.CostOf("yes", "no"), charter.CostOf("no", "yes"), charter.CostOf("yes", "yes"), charter.CostOf("no", "no")));
        Assert.Equal((1.0, 0.0), (new Charter(TaskKind.Binary, "y").CostOf("a", "b"), new Charter(TaskKind.Binary, "y").CostOf("a", "a")));
    }

    [Theory]
    [InlineData("regression", "mean")]
    [InlineData("regression", "median")]
    [InlineData("regression", "last")]
    [InlineData("regression", "seasonal-naive")]
    [InlineData("binary", "majority")]
    [InlineData("multiclass", "majority")]
    public void A_task_has_its_baselines(string task, string baseline) =>
        Assert.Equal(baseline, Yaml.Right($"charter: {{ task: {task}, target: y, baseline: {baseline} }}").Baseline);

    [Fact]
    public void A_human_level_may_name_its_measures()
    {
        var charter = Yaml.Right("charter: { task: binary, target: y, baseline: { human: { accuracy: 92%, auc: 0.9 } } }");
        Assert.Equal("human", charter.Baseline);
        Assert.Equal([("accuracy", 0.92), ("auc", 0.9)], charter.StatedMeasurements.Select(m => (m.Measure, m.Value)));
        Assert.All(charter.StatedMeasurements, m => Assert.Equal(new Subject("baseline", ""), m.Subject));
    }

    [Fact]
    public void The_same_measure_may_have_two_bounds() =>
        Assert.Equal(2, Yaml.Right("charter: { task: regression, target: y, requirements: [mae <= 60, mae <= 0.7 * baseline] }").Requirements.Count);

    [Fact]
    public void All_mistakes_are_found_in_one_reading()
    {
        var codes = Yaml.Charter("charter: { task: regresion, targt: y, risk: hi, requirements: [mea <= 60], horizon: soon }").Failures.Select(f => f.Code);
        Assert.Equal(["charter.task", "requirement.unknown-measure", "yaml.bad-value", "yaml.missing", "yaml.not-a-choice", "yaml.unknown-key"], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_command_line_overrides_a_key() =>
        Assert.Equal("x", Yaml.Charter("charter: { task: regression, target: y }", "charter.target=x").Value.Target);
}
