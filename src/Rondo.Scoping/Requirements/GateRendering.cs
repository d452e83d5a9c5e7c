using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.Scoping.Requirements;

/// <summary>Shows a gate's report.</summary>
internal static class GateRendering
{
    public static string Text(GateReport report)
    {
        var text = new StringBuilder();
        foreach (var judgement in report.Judgements)
        {
            text.Append(Word(judgement.Outcome).PadRight(8)).Append(judgement.Requirement.Text).Append('\n');
            text.Append(' ', 8).Append(judgement.Sentence).Append('\n');
        }

        return text.Append(Summary(report)).Append('\n').ToString();
    }

    public static string Markdown(GateReport report)
    {
        var text = new StringBuilder("| outcome | requirement | measured | why |\n| --- | --- | --- | --- |\n");
        foreach (var judgement in report.Judgements)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Word(judgement.Outcome)} | {Cell(judgement.Requirement.Text)} | ")
                .Append(Cell(judgement.Measured is { } m ? Sentences.Value(m) : "")).Append(" | ")
                .Append(Cell(judgement.Sentence)).Append(" |\n");
        }

        return text.Append('\n').Append(Summary(report)).Append('\n').ToString();
    }

    public static JsonObject Json(GateReport report) => new()
    {
        ["overall"] = report.Word,
        ["exitCode"] = report.ExitCode,
        ["judgements"] = new JsonArray([.. report.Judgements.Select(One)]),
    };

    private static JsonObject One(Judgement judgement) => new()
    {
        ["requirement"] = judgement.Requirement.NormalForm,
        ["text"] = judgement.Requirement.Text,
        ["outcome"] = Word(judgement.Outcome),
        ["measure"] = judgement.Requirement.Measure,
        ["operator"] = judgement.Requirement.Operator,
        ["bound"] = judgement.Requirement.Bound,
        ["boundValue"] = Number(judgement.BoundValue),
        ["split"] = judgement.Requirement.Split,
        ["slice"] = judgement.Requirement.Slice,
        ["warnOnly"] = judgement.Requirement.WarnOnly,
        ["value"] = Number(judgement.Measured?.Value),
        ["low"] = Number(judgement.Measured?.Low),
        ["high"] = Number(judgement.Measured?.High),
        ["count"] = judgement.Measured?.Count,
        ["unit"] = judgement.Requirement.MeasureInfo.Unit,
        ["origin"] = judgement.Measured?.Origin,
        ["sentence"] = judgement.Sentence,
        ["holdsUpPromotion"] = judgement.HoldsUpPromotion,
    };

    // JSON has no infinities.
    private static JsonValue? Number(double? value) => value is { } v && double.IsFinite(v) ? JsonValue.Create(v) : null;

    private static string Summary(GateReport report)
    {
        if (report.Judgements.Count == 0)
        {
            return "NONE: the charter has no requirements to hold it to.";
        }

        var counts = report.Judgements.GroupBy(j => j.Outcome).OrderByDescending(g => g.Key)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Word(g.Key)}"));
        return $"{Word(report.Overall)}: {string.Join(", ", counts)}.";
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "PASS",
        Outcome.Warn => "WARN",
        Outcome.Fail => "FAIL",
        _ => "UNKNOWN",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
