using Rondo.Kernel;

namespace Rondo.Scoping.Tests.Requirements;

/// <summary>What people write by mistake, and the sentence that helps them out of it: task | text | column | code | problem | remedy.</summary>
public sealed class BadSentenceTests
{
    private const string Table =
        """
        Regression | <= 60 | 1 | requirement.syntax | A requirement begins with a measure. | Write for example: mae <= 60 on test.
        Regression | 60 >= mae | 1 | requirement.syntax | A requirement begins with a measure. | Write for example: mae <= 60 on test.
        Regression | mea <= 60 | 1 | requirement.unknown-measure | There is no measure 'mea'. | Did you mean 'mae'?
        Regression | mse <= 100 | 1 | requirement.unknown-measure | There is no measure 'mse'. | Did you mean 'rmse'?
        Regression | zzzzzz <= 1 | 1 | requirement.unknown-measure | There is no measure 'zzzzzz'. | Known measures: mae, rmse, medae, bias, r2, mape, smape, within, gap, latency.p50, latency.p95, latency.p99, size, rows, missing, drift.
        Regression | auc >= 0.8 | 1 | requirement.measure-of-other-task | auc is not a measure of a regression task. | A regression task has: mae, rmse, medae, bias, r2, mape, smape.
        Regression | accuracy >= 0.9 | 1 | requirement.measure-of-other-task | accuracy is not a measure of a regression task. | A regression task has: mae, rmse, medae, bias, r2, mape, smape.
        Regression | mae | 4 | requirement.operator | The requirement ends where a comparison belongs. | Write <=, <, >=, > or =.
        Regression | mae 60 | 5 | requirement.operator | '60' stands where a comparison belongs. | Write <=, <, >=, > or =.
        Regression | mae =< 60 | 5 | requirement.operator | '=<' stands where a comparison belongs. | Did you mean '<='?
        Regression | mae ≤ 60 | 5 | requirement.operator | '≤' stands where a comparison belongs. | Did you mean '<='?
        Regression | mae ≥ 60 | 5 | requirement.operator | '≥' stands where a comparison belongs. | Did you mean '>='?
        Regression | mae == 60 | 5 | requirement.operator | '==' stands where a comparison belongs. | Did you mean '='?
        Regression | mae != 60 | 5 | requirement.operator | '!=' stands where a comparison belongs. | Write <=, <, >=, > or =.
        Regression | mae <> 60 | 5 | requirement.operator | '<>' stands where a comparison belongs. | Write <=, <, >=, > or =.
        Regression | mae between 1 and 2 | 5 | requirement.operator | 'between' stands where a comparison belongs. | Write two requirements, one with >= and one with <=.
        Regression | mae is 60 | 5 | requirement.operator | 'is' stands where a comparison belongs. | Write <=, <, >=, > or =.
        Regression | mae <= | 7 | requirement.bound | A bound is missing before the end. | Write a number in the target's unit, for example 60 or 0.7 * baseline.
        Regression | mae <= on test | 8 | requirement.bound | A bound is missing before 'on'. | Write a number, or arithmetic over baseline, champion and numbers.
        Regression | mae <= warn | 8 | requirement.bound | A bound is missing before 'warn'. | Write a number, or arithmetic over baseline, champion and numbers.
        Regression | mae <= sixty | 8 | requirement.bound | A bound cannot speak of 'sixty'. | It is made of numbers, baseline and champion.
        Regression | mae <= basline | 8 | requirement.bound | A bound cannot speak of 'basline'. | Did you mean 'baseline'?
        Regression | mae <= 60 s | 11 | requirement.unit | mae is not measured in s. | Write a number in the target's unit, for example 60 or 0.7 * baseline.
        Regression | mae <= 60 MB | 11 | requirement.unit | mae is not measured in MB. | Write a number in the target's unit, for example 60 or 0.7 * baseline.
        Regression | mae <= 60 bikes | 11 | requirement.unit | 'bikes' is not a unit. | mae is in the target's own unit: write the number alone.
        Regression | mae <= 5 % | 8 | requirement.unit | mae is in the target's own unit, not a share. | Write the number without %, or a share of something: 70 % * baseline.
        Regression | mae <= 1,000 | 8 | requirement.bound | '1,000' is not a number. | Write it without commas; the decimal sign is a point.
        Regression | mae <= 60 test | 11 | requirement.where | 'test' needs the word 'on' before it. | Write: on test.
        Regression | mae <= 60 on | 13 | requirement.where | Nothing stands where a split belongs. | It may be: test, validation, production, slice(condition).
        Regression | mae <= 60 on tets | 14 | requirement.where | 'tets' stands where a split belongs. | Did you mean 'test'? It may be: test, validation, production, slice(condition).
        Regression | mae <= 60 on holdout | 14 | requirement.where | 'holdout' stands where a split belongs. | It may be: test, validation, production, slice(condition).
        Regression | mae <= 60 on test validation | 19 | requirement.syntax | Nothing was expected before 'validation'. | Name one split, before the slice: on test slice(condition).
        Regression | mae <= 60 on test warn please | 24 | requirement.syntax | Nothing was expected before 'please'. | A requirement is: measure, comparison, bound, 'on' where, 'warn'.
        Regression | mae <= 60 warn on test | 16 | requirement.syntax | Nothing was expected before 'on'. | Say 'on' once, and 'warn' last.
        Regression | mae <= 60 and rmse <= 80 | 11 | requirement.syntax | Nothing was expected before 'and'. | Write one requirement a line.
        Regression | mae <= 60, rmse <= 80 | 10 | requirement.syntax | Nothing was expected before ','. | Write one requirement a line.
        Regression | mae <= 60 on slice | 19 | requirement.slice | slice needs a condition in parentheses. | Write for example: slice(workingday = 0).
        Regression | mae <= 60 on slice workingday = 0 | 20 | requirement.slice | slice needs a condition in parentheses. | Write for example: slice(workingday = 0).
        Regression | mae <= 60 on slice() | 19 | requirement.slice | The condition of slice() is missing. | Write for example: slice(workingday = 0).
        Regression | mae <= 60 on slice(workingday = 0 | 19 | requirement.slice | The parenthesis of slice( is never closed. | Write slice(condition), and close every quote in it.
        Regression | mae <= 60 on slice(workingday = ) | 33 | expression.unexpected-end | The expression ends where a value was expected. | Complete it.
        Regression | mae <= 60 on slice(name = 'x) | 19 | requirement.slice | The parenthesis of slice( is never closed. | Write slice(condition), and close every quote in it.
        Regression | mae <= 60 slice(a = 1) | 11 | requirement.where | 'slice' needs the word 'on' before it. | Write: on slice(condition).
        Regression | mae <= 60 on slice(a = 1) test | 27 | requirement.syntax | Nothing was expected before 'test'. | Name one split, before the slice: on test slice(condition).
        Regression | mae >= 60 | 5 | requirement.direction | Less of mae is better: 'mae >= 60' asks for a bad one. | Did you mean '<='?
        Regression | mae > 0.9 * baseline | 5 | requirement.direction | Less of mae is better: 'mae > 0.9 * baseline' asks for a bad one. | Did you mean '<'?
        Regression | mae = 60 | 5 | requirement.direction | An estimate such as mae is never exactly equal to a number. | Did you mean '<='?
        Regression | r2 <= 0.5 | 4 | requirement.direction | More of r2 is better: 'r2 <= 0.5' asks for a bad one. | Did you mean '>='?
        Regression | r2 >= 1.5 | 7 | requirement.range | r2 is at most 1: 'r2 >= 1.5' can never decide anything. | Choose a bound that some models meet and some do not.
        Regression | mae <= -1 | 8 | requirement.range | mae is at least 0: 'mae <= -1' can never decide anything. | Choose a bound that some models meet and some do not.
        Regression | mae < 0 | 7 | requirement.range | mae is at least 0: 'mae < 0' can never decide anything. | Choose a bound that some models meet and some do not.
        Regression | mae <= 1 / 0 | 10 | requirement.range | The bound '1 / 0' has no value. | Do not divide by zero, and stay below 1e308.
        Regression | mae <= 1e400 | 8 | requirement.bound | '1e400' is too large a number. | Write a smaller one.
        Regression | mae <= (60 | 8 | requirement.bound | A parenthesis of the bound is never closed. | Close it with ).
        Regression | mae <= 60) | 10 | requirement.syntax | Nothing was expected before ')'. | A requirement is: measure, comparison, bound, 'on' where, 'warn'.
        Regression | mae <= baseline * champion | 17 | requirement.unit | 'baseline * champion' does not make sense for mae: one cannot multiply two quantities. | Multiply baseline or champion by a number, or add a number to it.
        Regression | mae <= 60 / baseline | 11 | requirement.unit | '60 / baseline' does not make sense for mae: one cannot divide by a quantity. | Multiply baseline or champion by a number, or add a number to it.
        Regression | mae <= 60 + 5 % | 11 | requirement.unit | mae is in the target's own unit, not a share. | Write the number without %, or a share of something: 70 % * baseline.
        Regression | mae <= 2 * * 3 | 12 | requirement.bound | A bound is missing before '*'. | Write a number in the target's unit, for example 60 or 0.7 * baseline.
        Regression | mae(hum) <= 60 | 4 | requirement.arguments | mae takes nothing in parentheses. | Write mae alone; rows are chosen by: on test slice(condition).
        Regression | mape <= 20 ms | 12 | requirement.unit | mape is not measured in ms. | Write a number, for example 0.9, 90 % or 1.1 * baseline.
        Regression | bias = 0 | 6 | requirement.direction | An estimate such as bias is never exactly equal to a number. | Write two requirements, one with >= and one with <=.
        Regression | within >= 0.9 | 8 | requirement.arguments | within needs parentheses. | Write within(10).
        Regression | within() >= 0.9 | 8 | requirement.arguments | within takes a positive number, and ')' is none. | Write within(10).
        Regression | within(0) >= 0.9 | 8 | requirement.arguments | within takes a positive number, and '0' is none. | Write within(10).
        Regression | within(-5) >= 0.9 | 8 | requirement.arguments | within takes a positive number, and '-' is none. | Write within(10).
        Regression | within(x) >= 0.9 | 8 | requirement.arguments | within takes a positive number, and 'x' is none. | Write within(10).
        Regression | within(10) >= 90 | 15 | requirement.range | within is from 0 to 1: 'within(10) >= 90' can never decide anything. | Did you mean 90 %?
        Regression | latency <= 20 ms | 1 | requirement.unknown-measure | There is no measure 'latency'. | Did you mean 'latency.p95'?
        Regression | latency.p96 <= 20 ms | 1 | requirement.unknown-measure | There is no measure 'latency.p96'. | Did you mean 'latency.p95'?
        Regression | p95 <= 20 ms | 1 | requirement.unknown-measure | There is no measure 'p95'. | Did you mean 'latency.p95'?
        Regression | latency.p95 <= 20 | 16 | requirement.unit | A duration needs its unit. | Write for example: 20 ms.
        Regression | latency.p95 <= 20 MB | 19 | requirement.unit | latency.p95 is not measured in MB. | Write a duration, for example 20 ms or 1.2 * baseline.
        Regression | latency.p95 <= 20 msec | 19 | requirement.unit | 'msec' is not a unit. | Did you mean 'ms'? It may be: us, ms, s, min, h.
        Regression | latency.p95 <= champion + 5 | 25 | requirement.unit | 'champion + 5' does not make sense for latency.p95: one cannot add or subtract a plain number and a quantity. | Give the number a unit: us, ms, s, min, h.
        Regression | latency.p95 <= 20 ms on test | 25 | requirement.where | latency.p95 is not measured on test. | It may be: production.
        Regression | latency.p95 <= 20 ms on production slice(a = 1) | 36 | requirement.slice | latency.p95 is not measured on slices. | Leave slice(…) out.
        Regression | latency.p95 >= 20 ms | 13 | requirement.direction | Less of latency.p95 is better: 'latency.p95 >= 0.02 s' asks for a bad one. | Did you mean '<='?
        Regression | latency.p95 <= 20 ms * 3 ms | 22 | requirement.unit | '0.02 s * 0.003 s' does not make sense for latency.p95: one cannot multiply two quantities. | Give the number a unit: us, ms, s, min, h.
        Regression | size <= 20 | 9 | requirement.unit | A size needs its unit. | Write for example: 20 MB.
        Regression | size <= 20 MX | 12 | requirement.unit | 'MX' is not a unit. | Did you mean 'MB'? It may be: B, KB, MB, GB, TB, KiB, MiB, GiB, TiB.
        Regression | size <= 20 MB on test | 15 | requirement.where | size is not measured on rows. | Leave 'on …' out.
        Regression | size <= 20 ms | 12 | requirement.unit | size is not measured in ms. | Write a size, for example 20 MB or 1.2 * champion.
        Regression | missing <= 5 % | 9 | requirement.arguments | missing needs parentheses. | Write missing(column).
        Regression | missing() <= 5 % | 9 | requirement.arguments | missing needs the name of a column before ')'. | Write missing(column).
        Regression | missing(hum <= 5 % | 13 | requirement.arguments | The parenthesis of missing( is not closed before '<='. | Write missing(column); a column's name with other characters than letters, digits and _ stands in double quotes.
        Regression | missing(wind speed) <= 5 % | 14 | requirement.arguments | The parenthesis of missing( is not closed before 'speed'. | Write missing(column); a column's name with other characters than letters, digits and _ stands in double quotes.
        Regression | missing(weather-sit) <= 5 % | 16 | requirement.arguments | The parenthesis of missing( is not closed before '-'. | Write missing(column); a column's name with other characters than letters, digits and _ stands in double quotes.
        Regression | missing(hum) <= 5 | 17 | requirement.range | missing is from 0 to 1: 'missing(hum) <= 5' can never decide anything. | Did you mean 5 %?
        Regression | missing(hum) <= baseline | 17 | requirement.bound | missing is about data, and baseline is a model. | Compare it with a number.
        Regression | missing("hum) <= 5 % | 9 | requirement.syntax | A quoted column name is never closed. | Close it with ".
        Regression | rows >= baseline | 9 | requirement.bound | rows is about data, and baseline is a model. | Compare it with a number.
        Regression | rows(a) >= 1 | 5 | requirement.arguments | rows takes nothing in parentheses. | Write rows alone; rows are chosen by: on test slice(condition).
        Regression | drift(temp) <= 0.2 on train | 23 | requirement.where | drift is not measured on train. | It may be: production.
        Regression | drift(temp) <= 0.2 on test | 23 | requirement.where | drift is not measured on test. | It may be: production.
        Regression | drift(temp) <= 0.2 on validation | 23 | requirement.where | drift is not measured on validation. | It may be: production.
        Regression | mae <= 60 on train | 14 | requirement.where | mae is not measured on train. | It may be: test, validation, production.
        Regression | within(5) >= 90 % on train | 22 | requirement.where | within is not measured on train. | It may be: test, validation, production.
        Regression | gap(mae, season) <= 20 on train | 27 | requirement.where | gap is not measured on train. | It may be: test, validation.
        Regression | gap(mae, season) <= 20 on production | 27 | requirement.where | gap is not measured on production. | It may be: test, validation.
        Regression | mae <= 60 on production slice(a = 1) | 25 | requirement.slice | mae is not measured on slices of production. | Slices are of: test, validation.
        Regression | mae <= champion on production | 8 | requirement.bound | mae of the champion is not measured on production. | Compare it with a number.
        Regression | rows >= 100 on production | 16 | requirement.where | rows is not measured on production. | It may be: train, validation, test.
        Regression | rows >= 100 on slice(a = 1) | 16 | requirement.slice | rows is not measured on slices of the whole table. | Slices are of: train, validation, test.
        Regression | missing(hum) <= 5 % on slice(a = 1) | 24 | requirement.slice | missing is not measured on slices of the whole table. | Slices are of: train, validation, test.
        Regression | missing(hum) <= 5 % on production slice(a = 1) | 35 | requirement.slice | missing is not measured on slices of production. | Slices are of: train, validation, test.
        Regression | latency.p95 <= 2 * baseline | 18 | requirement.bound | latency.p95 of the baseline is not measured. | Compare it with a number or the champion.
        Regression | latency.p95 <= 1.2 * champion on production | 20 | requirement.bound | latency.p95 of the champion is not measured on production. | Compare it with a number.
        Regression | size <= baseline + 1 MB | 18 | requirement.bound | size of the baseline is not measured. | Compare it with a number or the champion.
        Multiclass | logloss <= 0.3 on production | 19 | requirement.where | logloss is not measured on production. | It may be: test, validation.
        Multiclass | ece <= 0.1 on production | 15 | requirement.where | ece is not measured on production. | It may be: test, validation.
        Multiclass | top3_accuracy >= 0.9 on production | 25 | requirement.where | top3_accuracy is not measured on production. | It may be: test, validation.
        Regression | drift(temp) <= 0.2 on slice(a = 1) | 23 | requirement.slice | drift is not measured on slices. | Leave slice(…) out.
        Regression | gap(mae) <= 1 | 8 | requirement.arguments | gap takes a metric and a column. | Write gap(metric, column).
        Regression | gap(mae season) <= 1 | 9 | requirement.arguments | gap takes a metric and a column. | Write gap(metric, column).
        Regression | gap(size, season) <= 1 | 5 | requirement.arguments | gap compares a metric between groups, and size is none. | Write gap(metric, column).
        Regression | gap(gap(mae, a), b) <= 1 | 5 | requirement.arguments | gap compares a metric between groups, and gap is none. | Write gap(metric, column).
        Regression | gap(auc, season) <= 1 | 5 | requirement.measure-of-other-task | auc is not a measure of a regression task. | A regression task has: mae, rmse, medae, bias, r2, mape, smape.
        Regression | gap(mae, season) <= 5 % | 21 | requirement.unit | gap is in the target's own unit, not a share. | Write the number without %, or a share of something: 70 % * baseline.
        Binary | gap(recall, sex) <= 10 | 21 | requirement.range | gap is from 0 to 1: 'gap(recall, sex) <= 10' can never decide anything. | Did you mean 10 %?
        Regression | mae <= 60 🚲 | 11 | requirement.syntax | The character '🚲' means nothing in a requirement. | Write: measure, <= or >=, bound, on where.
        Regression | gap <= 1 | 5 | requirement.arguments | gap needs parentheses. | Write gap(metric, column).
        Regression | mae <= 60 # a comment | 11 | requirement.syntax | The character '#' means nothing in a requirement. | Write: measure, <= or >=, bound, on where.
        Regression | mae <= $60 | 8 | requirement.syntax | The character '$' means nothing in a requirement. | Write: measure, <= or >=, bound, on where.
        Regression | ; mae <= 60 | 1 | requirement.syntax | The character ';' means nothing in a requirement. | Write: measure, <= or >=, bound, on where.
        Binary | mae <= 60 | 1 | requirement.measure-of-other-task | mae is not a measure of a binary task. | A binary task has: auc, pr_auc, brier, precision, recall, f1, specificity, accuracy, balanced_accuracy, mcc, logloss, ece, cost.
        Binary | roc_auc >= 0.8 | 1 | requirement.unknown-measure | There is no measure 'roc_auc'. | Did you mean 'auc'?
        Binary | auc >= 80 | 8 | requirement.range | auc is from 0 to 1: 'auc >= 80' can never decide anything. | Did you mean 80 %?
        Binary | auc > 1 | 7 | requirement.range | auc is from 0 to 1: 'auc > 1' can never decide anything. | Choose a bound that some models meet and some do not.
        Binary | auc <= 0.8 | 5 | requirement.direction | More of auc is better: 'auc <= 0.8' asks for a bad one. | Did you mean '>='?
        Binary | accuracy >= 120 | 13 | requirement.range | accuracy is from 0 to 1: 'accuracy >= 120' can never decide anything. | Choose a bound that some models meet and some do not.
        Binary | recall >= 90 percent | 14 | requirement.unit | 'percent' is not a unit. | recall has no unit: write the number alone, or with %.
        Binary | macro_f1 >= 0.8 | 1 | requirement.measure-of-other-task | macro_f1 is not a measure of a binary task. | Did you mean 'f1'? A binary task has: auc, pr_auc, brier, precision, recall, f1, specificity, accuracy, balanced_accuracy, mcc, logloss, ece, cost.
        Binary | f1_score >= 0.8 | 1 | requirement.unknown-measure | There is no measure 'f1_score'. | Did you mean 'f1'?
        Binary | mcc >= 90 | 8 | requirement.range | mcc is from -1 to 1: 'mcc >= 90' can never decide anything. | Choose a bound that some models meet and some do not.
        Binary | acuracy >= 0.9 | 1 | requirement.unknown-measure | There is no measure 'acuracy'. | Did you mean 'accuracy'?
        Binary | brier >= 0.1 | 7 | requirement.direction | Less of brier is better: 'brier >= 0.1' asks for a bad one. | Did you mean '<='?
        Multiclass | auc >= 0.8 | 1 | requirement.measure-of-other-task | auc is not a measure of a multiclass task. | A multiclass task has: accuracy, balanced_accuracy, mcc, logloss, ece, cost, macro_f1, weighted_f1, top3_accuracy.
        Multiclass | f1 >= 0.8 | 1 | requirement.measure-of-other-task | f1 is not a measure of a multiclass task. | Did you mean 'macro_f1'? A multiclass task has: accuracy, balanced_accuracy, mcc, logloss, ece, cost, macro_f1, weighted_f1, top3_accuracy.
        Multiclass | top5_accuracy >= 0.9 | 1 | requirement.unknown-measure | There is no measure 'top5_accuracy'. | Did you mean 'top3_accuracy'?
        """;

    public static TheoryData<string, string, int, string, string, string> Mistakes
    {
        get
        {
            var rows = new TheoryData<string, string, int, string, string, string>();
            foreach (var cells in Table.Split('\n').Select(l => l.Split(" | ")))
            {
                rows.Add(cells[0], cells[1], int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture), cells[3], cells[4], cells[5]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_answered_with_its_place_and_a_remedy(string task, string text, int column, string code, string problem, string remedy)
    {
        var failure = Assert.Single(Requirement.Parse(text, new("rondo.yaml", 9, 101), Enum.Parse<TaskKind>(task)).Failures);
        Assert.Equal((code, problem, remedy, new Place("rondo.yaml", 9, 100 + column)), (failure.Code, failure.Problem, failure.Remedy, failure.Place));
        Assert.Equal(FailureKind.Misuse, failure.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((")]
    public void An_empty_sentence_is_no_requirement(string text) =>
        Assert.Equal("requirement.syntax", Assert.Single(Requirement.Parse(text, new("rondo.yaml", 9, 1)).Failures).Code);

    [Theory]
    [InlineData(60, false)]
    [InlineData(100_000, false)]
    [InlineData(20, true)]
    public void Nesting_has_a_limit_instead_of_a_crash(int depth, bool ok)
    {
        var text = $"mae <= {new string('(', depth)}60{new string(')', depth)}";
        Assert.Equal(ok, Requirement.Parse(text, new("rondo.yaml", 9, 1)).Ok);
        Assert.Equal(ok, Requirement.Parse($"mae <= {string.Concat(Enumerable.Repeat("- ", depth))}baseline", new("rondo.yaml", 9, 1)).Ok);
    }
}
