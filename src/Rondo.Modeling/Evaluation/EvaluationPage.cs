using System.Globalization;
using System.Text;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>An evaluation as a page of its own: numbers first, then slices, then drawings. It loads nothing from anywhere.</summary>
internal static class EvaluationPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1c2430;--soft:#667085;--line:#d0d5dd;--page:#fff;--mark:#2563eb}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#98a2b3;--line:#344054;--page:#101418;--mark:#60a5fa}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:62rem;margin:2rem auto;padding:0 1rem}
        table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .8rem;border-bottom:1px solid var(--line);text-align:right;font-variant-numeric:tabular-nums}
        td:first-child,th:first-child{text-align:left}small,.soft{color:var(--soft)}tr.few{color:var(--soft)}
        figure{display:inline-block;width:30rem;max-width:100%;margin:0 .5rem 1rem 0}svg{width:100%}.title{font-weight:600;font-size:14px}text{fill:var(--ink);font-size:12px}
        .tick,.label{fill:var(--soft);font-size:11px}.grid{stroke:var(--line);stroke-width:.5}.point{fill:var(--mark);fill-opacity:.35}.line{fill:none;stroke:var(--mark);stroke-width:1.8}.even{fill:none;stroke:var(--soft);stroke-dasharray:4 4}
        """;

    /// <summary>The page.</summary>
    public static string Write(Evaluated evaluated)
    {
        var document = evaluated.Document;
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Evaluation on ").Append(document.Split)
            .Append("</title><style>").Append(Style).Append("</style></head><body><h1>Evaluation on ").Append(document.Split).Append("</h1><p class=\"soft\">")
            .Append(document.Rows.ToString("#,##0", CultureInfo.InvariantCulture)).Append(" rows. Intervals: ").Append(Plot.Escape(document.Intervals)).Append('.');
        if (document.Baseline.Length > 0)
        {
            page.Append(" Baseline: ").Append(Plot.Escape(document.Baseline)).Append('.');
        }

        page.Append("</p>");
        foreach (var warning in document.Warnings)
        {
            page.Append("<p>⚠ ").Append(Plot.Escape(warning)).Append("</p>");
        }

        Overall(page, document);
        Slices(page, document);
        Confusion(page, document.Confusion);
        page.Append("<h2>Pictures</h2>").AppendJoin("", Plots.Of(evaluated));
        return page.Append("</body></html>\n").ToString();
    }

    private static void Overall(StringBuilder page, EvaluationDocument document)
    {
        var measures = document.Measurements.Where(m => m.Subject is { Role: "model", Slice: "" }).ToList();
        var champion = document.Measurements.Any(m => m.Subject.Role is "champion");
        page.Append("<table><thead><tr><th>measure</th><th>model</th><th>95 %</th><th>baseline</th>").Append(champion ? "<th>champion</th><th>model − champion</th>" : "").Append("</tr></thead><tbody>");
        foreach (var measure in measures)
        {
            page.Append("<tr><td>").Append(Plot.Escape(measure.Measure)).Append("</td><td>").Append(Value(measure)).Append("</td><td><small>").Append(Interval(measure.Low, measure.High)).Append("</small></td><td>").Append(Value(Find(document, measure, "baseline"))).Append("</td>");
            if (champion)
            {
                var difference = document.Comparisons.FirstOrDefault(c => c is { Against: "champion", Slice: "" } && string.Equals(c.Measure, measure.Measure, StringComparison.Ordinal));
                page.Append("<td>").Append(Value(Find(document, measure, "champion"))).Append("</td><td><small>").Append(difference is null ? "" : Interval(difference.Low, difference.High)).Append("</small></td>");
            }

            page.Append("</tr>");
        }

        page.Append("</tbody></table>");
    }

    private static void Slices(StringBuilder page, EvaluationDocument document)
    {
        string[] shown = document.Task switch { TaskKind.Regression => ["mae", "rmse", "bias"], TaskKind.Binary => ["auc", "recall", "precision", "logloss"], _ => ["accuracy", "macro_f1", "logloss"] };
        var slices = document.Measurements.Where(m => m.Subject.Slice.Length > 0 && m.Subject.Role is "model").Select(m => m.Subject.Slice).Distinct(StringComparer.Ordinal).ToList();
        if (slices.Count == 0)
        {
            return;
        }

        page.Append("<h2>Slices</h2><p class=\"soft\">Grey: fewer than 30 rows, too few to judge.</p><table><thead><tr><th>slice</th><th>rows</th>").AppendJoin("", shown.Select(s => $"<th>{s}</th><th></th>")).Append("</tr></thead><tbody>");
        foreach (var slice in slices)
        {
            var values = shown.Select(s => document.Measurements.FirstOrDefault(m => m.Subject.Role is "model" && string.Equals(m.Subject.Slice, slice, StringComparison.Ordinal) && string.Equals(m.Measure, s, StringComparison.Ordinal))).ToList();
            var rows = values.Find(v => v is not null)?.Count ?? 0;
            page.Append(rows < 30 ? "<tr class=\"few\"><td>" : "<tr><td>").Append(Plot.Escape(slice)).Append("</td><td>").Append(rows.ToString("#,##0", CultureInfo.InvariantCulture)).Append("</td>")
                .AppendJoin("", values.Select(v => $"<td>{Value(v)}</td><td><small>{Interval(v?.Low, v?.High)}</small></td>")).Append("</tr>");
        }

        page.Append("</tbody></table>");
    }

    private static void Confusion(StringBuilder page, Confusion? confusion)
    {
        if (confusion is null || confusion.Labels.Count > 30)
        {
            return;
        }

        page.Append("<h2>Confusion</h2><table><thead><tr><th>truth ＼ answer</th>").AppendJoin("", confusion.Labels.Select(l => $"<th>{Plot.Escape(l)}</th>")).Append("</tr></thead><tbody>");
        for (var t = 0; t < confusion.Labels.Count; t++)
        {
            page.Append("<tr><td>").Append(Plot.Escape(confusion.Labels[t])).Append("</td>").AppendJoin("", confusion.Counts[t].Select(c => $"<td>{c.ToString("#,##0", CultureInfo.InvariantCulture)}</td>")).Append("</tr>");
        }

        page.Append("</tbody></table>");
    }

    private static Measurement? Find(EvaluationDocument document, Measurement like, string role) =>
        document.Measurements.FirstOrDefault(m => string.Equals(m.Measure, like.Measure, StringComparison.Ordinal) && m.Subject == like.Subject with { Role = role });

    private static string Value(Measurement? measurement) => measurement is null ? "" : double.IsNaN(measurement.Value) ? "–" : Plot.Number(measurement.Value);

    private static string Interval(double? low, double? high) => low is { } l && high is { } h ? $"{Plot.Number(l)} … {Plot.Number(h)}" : "";
}
