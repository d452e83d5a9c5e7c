using Rondo.Kernel;

namespace Rondo.Scoping.Tests.Charters;

/// <summary>One mistake, its place, its answer. The charter begins on line 3 of the file.</summary>
public sealed class BadCharterTests
{
    [Theory]
    // the whole section
    [InlineData("description: nothing", 0, 0, "charter.missing", "The project has no charter.", "charter: { task: regression, target: NAME }")]
    [InlineData("charter: { task: regression, target: y, goal: x }", 3, 41, "yaml.unknown-key", "Unknown key 'goal' in charter.", "Known keys: baseline, costs,")]
    [InlineData("charter: { task: regression, target: y, deadlin: x }", 3, 41, "yaml.unknown-key", "Unknown key 'deadlin' in charter.", "Did you mean 'deadline'?")]
    [InlineData("charter: { task: regression, target: y, people: { owner: $SECRET } }", 3, 58, "charter.secret", "cannot hold a secret", "Write the value itself")]
    // task and target
    [InlineData("charter: { target: y }", 3, 10, "yaml.missing", "charter needs the key 'task'.", "binary | multiclass | regression")]
    [InlineData("charter: { task: regression }", 3, 10, "yaml.missing", "charter needs the key 'target'.", "Name the column to predict")]
    [InlineData("charter: { task: regresion, target: y }", 3, 18, "charter.task", "charter.task cannot be 'regresion'.", "Did you mean 'regression'?")]
    [InlineData("charter: { task: classification, target: y }", 3, 18, "charter.task", "charter.task cannot be 'classification'.", "'binary' for two classes")]
    [InlineData("charter: { task: forecasting, target: y }", 3, 18, "charter.task", "charter.task cannot be 'forecasting'.", "horizon: 24h")]
    [InlineData("charter: { task: image-classification, target: y }", 3, 18, "charter.task", "Image classification is not in this version.", "binary | multiclass | regression")]
    [InlineData("charter: { task: [binary], target: y }", 3, 18, "yaml.not-a-text", "charter.task holds a list", "Write task: value.")]
    [InlineData("charter: { task: xyz, target: y }", 3, 18, "charter.task", "charter.task cannot be 'xyz'.", "Write one of: binary, multiclass, regression.")]
    [InlineData("charter: { task: regression, target: [a, b] }", 3, 38, "yaml.not-a-text", "charter.target holds a list", "Write target: value.")]
    // positive, horizon
    [InlineData("charter: { task: regression, target: y, positive: yes }", 3, 51, "charter.positive", "A regression task has no positive label.", "task: binary")]
    [InlineData("charter: { task: multiclass, target: y, positive: a }", 3, 51, "charter.positive", "A multiclass task has no positive label.", "Leave 'positive' out")]
    [InlineData("charter: { task: regression, target: y, horizon: soon }", 3, 50, "yaml.bad-value", "'soon' is none", "24h")]
    [InlineData("charter: { task: regression, target: y, horizon: -1h }", 3, 50, "yaml.bad-value", "'-1h' is none", "24h")]
    // people
    [InlineData("charter: { task: regression, target: y, people: { onwer: a } }", 3, 51, "yaml.unknown-key", "Unknown key 'onwer' in charter.people.", "Did you mean 'owner'?")]
    [InlineData("charter: { task: regression, target: y, people: { reviewer: a } }", 3, 51, "yaml.unknown-key", "Unknown key 'reviewer'", "Did you mean 'reviewers'?")]
    [InlineData("charter: { task: regression, target: y, people: bob }", 3, 49, "yaml.not-a-mapping", "charter.people is not a mapping.", "indented")]
    [InlineData("charter: { task: regression, target: y, people: { reviewers: [a, A] } }", 3, 66, "charter.people", "'A' stands twice in charter.people.reviewers.", "Name each person once.")]
    [InlineData("charter: { task: regression, target: y, people: { informed: [''] } }", 3, 62, "charter.people", "An entry of charter.people.informed is empty.", "a mail address")]
    // use, kpi
    [InlineData("charter: { task: regression, target: y, use: { availability: 120% } }", 3, 62, "yaml.bad-value", "charter.use.availability is a share, and '120%' is none.", "20%")]
    [InlineData("charter: { task: regression, target: y, use: { who: x } }", 3, 48, "yaml.unknown-key", "Unknown key 'who' in charter.use.", "how")]
    [InlineData("charter: { task: regression, target: y, kpi: { target: 7 } }", 3, 46, "yaml.missing", "charter.kpi needs the key 'name'.", "what the business counts")]
    [InlineData("charter: { task: regression, target: y, kpi: { name: n, target: few } }", 3, 65, "yaml.bad-value", "'few' is none", "12.5")]
    [InlineData("charter: { task: regression, target: y, kpi: { name: n, baseline: 7, target: 7 } }", 3, 78, "charter.kpi", "is what it is today", "worth its effort")]
    // risk, sensitivity, evidence
    [InlineData("charter: { task: regression, target: y, risk: hgih }", 3, 47, "yaml.not-a-choice", "charter.risk cannot be 'hgih'.", "Did you mean 'high'?")]
    [InlineData("charter: { task: regression, target: y, sensitivity: secret }", 3, 54, "yaml.not-a-choice", "charter.sensitivity cannot be 'secret'.", "public, internal, confidential, personal")]
    [InlineData("charter: { task: regression, target: y, evidence: bounds }", 3, 51, "yaml.not-a-choice", "charter.evidence cannot be 'bounds'.", "Did you mean 'bound'?")]
    // costs
    [InlineData("charter: { task: regression, target: y, costs: { false-positive: 1 } }", 3, 48, "charter.costs", "regression has none", "Leave 'costs' out")]
    [InlineData("charter: { task: binary, target: y, costs: { false-positive: 1 } }", 3, 44, "charter.costs", "prices false-positive alone", "Price false-negative too")]
    [InlineData("charter: { task: binary, target: y, costs: { false-postive: 1, false-negative: 2 } }", 3, 46, "charter.costs", "cannot have 'false-postive'", "Did you mean 'false-positive'?", 2)]
    [InlineData("charter: { task: binary, target: y, costs: { false-positive: -1, false-negative: 2 } }", 3, 62, "charter.costs", "The cost of false-positive is -1", "positive number", 2)]
    [InlineData("charter: { task: binary, target: y, costs: { false-positive: 0, false-negative: 0 } }", 3, 44, "charter.costs", "no mistake matters", "Give at least one")]
    [InlineData("charter: { task: binary, target: y, costs: { a: { b: 1 }, false-positive: 1, false-negative: 2 } }", 3, 44, "charter.costs", "mixes kinds of errors", "one or the other")]
    [InlineData("charter: { task: multiclass, target: y, costs: { false-positive: 1 } }", 3, 50, "charter.costs", "cannot have 'false-positive'", "by class")]
    [InlineData("charter: { task: multiclass, target: y, costs: { a: { b: -1 } } }", 3, 58, "charter.costs", "The cost of a/b is -1", "positive number")]
    [InlineData("charter: { task: multiclass, target: y, costs: { a: { b: much } } }", 3, 58, "yaml.bad-value", "charter.costs.a.b is a number", "12.5")]
    [InlineData("charter: { task: binary, target: y, requirements: [cost <= 1] }", 3, 52, "charter.costs", "speaks of costs, and the charter has none", "false-negative: 8")]
    [InlineData("charter: { task: binary, target: y, requirements: ['gap(cost, sex) <= 1'] }", 3, 53, "charter.costs", "speaks of costs, and the charter has none", "false-negative: 8")]
    // baseline
    [InlineData("charter: { task: regression, target: y, baseline: majority }", 3, 51, "charter.baseline", "The baseline 'majority' is not one for regression tasks.", "mean | median | last | seasonal-naive")]
    [InlineData("charter: { task: binary, target: y, baseline: mean }", 3, 47, "charter.baseline", "The baseline 'mean' is not one for binary tasks.", "majority")]
    [InlineData("charter: { task: regression, target: y, baseline: sesonal-naive }", 3, 51, "charter.baseline", "charter.baseline cannot be 'sesonal-naive'.", "Did you mean 'seasonal-naive'?")]
    [InlineData("charter: { task: regression, target: y, baseline: [mean] }", 3, 51, "charter.baseline", "holds a list", "baseline: mean")]
    [InlineData("charter: { task: regression, target: y, baseline: { rule: a + 1 } }", 3, 59, "charter.baseline", "A rule as baseline is not in this version.", "mean, median")]
    [InlineData("charter: { task: regression, target: y, baseline: { model: a@champion } }", 3, 60, "charter.baseline", "A registered model as baseline is not in this version.", "mean, median")]
    [InlineData("charter: { task: binary, target: y, baseline: { humn: 0.9 } }", 3, 49, "yaml.unknown-key", "Unknown key 'humn'", "Did you mean 'human'?", 2)]
    [InlineData("charter: { task: binary, target: y, baseline: { human: 0.9 } }", 3, 56, "charter.baseline", "No requirement compares with the baseline", "{ human: { accuracy: 0.9 } }")]
    [InlineData("charter: { task: binary, target: y, baseline: { human: 0.9 }, requirements: [auc >= baseline, f1 >= baseline] }", 3, 56, "charter.baseline", "(auc, f1)", "{ human: { auc: 0.9 } }")]
    [InlineData("charter: { task: binary, target: y, baseline: { human: good }, requirements: [auc >= baseline] }", 3, 56, "charter.baseline", "'good' is not a number", "{ human: 0.92 }")]
    [InlineData("charter: { task: binary, target: y, baseline: { human: { acuracy: 0.9 } } }", 3, 67, "charter.baseline", "'acuracy' is not a metric of binary.", "Did you mean 'accuracy'?")]
    [InlineData("charter: { task: binary, target: y, baseline: { human: { accuracy: 92 } } }", 3, 68, "charter.baseline", "'92' is no value of accuracy.", "0.92 or 92%")]
    [InlineData("charter: { task: binary, target: y, baseline: { human: { accuracy: 92% } }, requirements: [auc >= baseline] }", 3, 92, "charter.baseline", "does not say how well people do in auc", "{ human: { auc: … } }")]
    // requirements
    [InlineData("charter: { task: regression, target: y, requirements: { mae: 60 } }", 3, 55, "yaml.not-a-list", "charter.requirements is not a list.", "[one, two]")]
    [InlineData("charter: { task: regression, target: y, requirements: [mae <= 60, auc >= 0.8] }", 3, 67, "requirement.measure-of-other-task", "auc is not a measure of a regression task.", "mae, rmse")]
    [InlineData("charter: { task: regression, target: y, requirements: [mae <= 60, 'mae <= sixty'] }", 3, 75, "requirement.bound", "'sixty'", "baseline and champion")]
    [InlineData("charter: { task: regression, target: y, requirements: [mae <= 60, mae <= 60 on test warn] }", 3, 67, "requirement.duplicate", "asks again what line 3 asks: 'mae <= 60'", "Keep one of them")]
    [InlineData("charter:\n  task: regression\n  target: y\n  requirements:\n    - mae <= 60\n    - mae <= 90 on slice(a = )", 8, 30, "expression.unexpected-end", "ends where a value", "Complete it")]
    // deadline, resources
    [InlineData("charter: { task: regression, target: y, deadline: 31.1.2027 }", 3, 51, "yaml.bad-value", "charter.deadline is a date, and '31.1.2027' is none.", "2027-01-31")]
    [InlineData("charter: { task: regression, target: y, resources: { cpu-hours: 0 } }", 3, 65, "charter.resources", "has to be more than 0", "leave it out")]
    [InlineData("charter: { task: regression, target: y, resources: { storage: big } }", 3, 63, "yaml.bad-value", "charter.resources.storage is a size", "2 GB")]
    [InlineData("charter: { task: regression, target: y, resources: { gpus: 1 } }", 3, 54, "yaml.unknown-key", "Unknown key 'gpus' in charter.resources.", "cpu-hours, storage")]
    public void A_mistake_is_answered_with_its_place_and_a_remedy(string yaml, int line, int column, string code, string problem, string remedy, int failures = 1)
    {
        var all = Yaml.Charter(yaml).Failures;
        Assert.True(all.Count == failures, string.Join('\n', all));
        var failure = all.First(f => string.Equals(f.Code, code, StringComparison.Ordinal));
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(new Place("rondo.yaml", line, column), failure.Place);
    }

    [Fact]
    public void A_secret_never_reaches_a_message() =>
        Assert.All(Yaml.Charter("charter: { task: $SECRET, target: $SECRET, baseline: $SECRET, requirements: [$SECRET], deadline: $SECRET }").Failures,
            f => Assert.DoesNotContain("hunter2", f.ToString(), StringComparison.Ordinal));
}
