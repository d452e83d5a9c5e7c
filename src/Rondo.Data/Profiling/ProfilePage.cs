using System.Globalization;
using System.Net;
using System.Text;

namespace Rondo.Data.Profiling;

/// <summary>A profile as one HTML file that needs nothing else. Everything that comes from the data is escaped.</summary>
internal static class ProfilePage
{
    private const string Style = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1c2430;--soft:#667085;--line:#e3e7ee;--bar:#3b6fd4;--bar2:#9db8ee;--warn:#a15c00;--warnbg:#fff4e0}
        @media(prefers-color-scheme:dark){:root{--bg:#12161d;--card:#1a2029;--ink:#e6eaf0;--soft:#94a0b3;--line:#2a3341;--bar:#6f9bf2;--bar2:#3b5590;--warn:#ffc46b;--warnbg:#33270f}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{max-width:1240px;margin:0 auto;padding:32px 20px 64px}h1{font-size:26px;margin:0 0 4px}h2{font-size:17px;margin:32px 0 12px}
        .facts{display:flex;flex-wrap:wrap;gap:12px;margin:18px 0}.fact{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 18px;min-width:120px}
        .fact b{display:block;font-size:22px;font-variant-numeric:tabular-nums}.fact span,.soft{color:var(--soft);font-size:13px}
        .alerts{list-style:none;padding:0;margin:0;display:grid;gap:6px}.alerts li{background:var(--warnbg);border-radius:8px;padding:7px 12px}.alerts b{color:var(--warn)}
        .grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:14px}.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px;overflow:hidden}
        .card h3{margin:0;font-size:15px;overflow-wrap:anywhere}.pill{font-size:12px;color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:0 8px;margin-left:6px;font-weight:400;white-space:nowrap}
        .pill.t{color:var(--bar);border-color:var(--bar)}svg{display:block;width:100%;height:72px;margin:10px 0 2px}svg rect{fill:var(--bar)}svg rect:hover{fill:var(--bar2)}
        .ends{display:flex;justify-content:space-between;color:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}
        table{width:100%;border-collapse:collapse;margin-top:8px;font-size:13px;table-layout:fixed}td{padding:2px 0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}td:nth-child(even){text-align:right;padding-right:14px}td:last-child{padding-right:0}
        td.k{color:var(--soft);text-align:left}.top{margin-top:10px;display:grid;gap:3px;font-size:13px}.top div{display:grid;grid-template-columns:1fr 84px 74px;gap:8px;align-items:center}
        .top em{font-style:normal;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.top i{height:9px;border-radius:3px;background:var(--bar);display:block}.top span{text-align:right;color:var(--soft);font-variant-numeric:tabular-nums}
        """;

    public static string Write(TableProfile profile)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Data profile</title><style>")
            .Append(Style).Append("</style></head><body><main>\n<h1>Data profile</h1>");
        if (profile.Target is { } target)
        {
            page.Append("<div class=\"soft\">target: ").Append(Safe(target)).Append("</div>");
        }

        var cells = Math.Max(1, profile.Rows * Math.Max(1, profile.Columns.Count));
        page.Append("<div class=\"facts\">");
        Fact(page, Count(profile.Rows), "rows");
        Fact(page, Count(profile.Columns.Count), "columns");
        Fact(page, Percent(profile.Columns.Sum(c => c.Missing), cells), "missing values");
        Fact(page, Count(profile.DuplicateRows), "duplicate rows");
        page.Append("</div>\n");
        Alerts(page, profile);
        page.Append("<h2>Columns</h2><div class=\"grid\">\n");
        foreach (var column in profile.Columns)
        {
            Card(page, column, profile);
        }

        return page.Append("</div></main></body></html>\n").ToString();
    }

    private static void Fact(StringBuilder page, string value, string name) => page.Append("<div class=\"fact\"><b>").Append(value).Append("</b><span>").Append(name).Append("</span></div>");

    private static void Alerts(StringBuilder page, TableProfile profile)
    {
        if (profile.Alerts.Count == 0)
        {
            return;
        }

        page.Append("<h2>Worth a look</h2><ul class=\"alerts\">");
        foreach (var alert in profile.Alerts)
        {
            page.Append("<li>").Append(alert.Column is null ? "" : $"<b>{Safe(alert.Column)}</b> ").Append(Safe(alert.Text)).Append("</li>");
        }

        page.Append("</ul>\n");
    }

    private static void Card(StringBuilder page, ColumnProfile column, TableProfile profile)
    {
        var isTarget = string.Equals(column.Name, profile.Target, StringComparison.Ordinal);
        page.Append("<section class=\"card\"><h3>").Append(Safe(column.Name)).Append("<span class=\"pill\">").Append(column.Type.ToString().ToLowerInvariant()).Append("</span>")
            .Append(isTarget ? "<span class=\"pill t\">target</span>" : "").Append("</h3>");
        if (column.Numbers is { Histogram.Count: > 1 } numbers)
        {
            Histogram(page, numbers, column.Type);
        }

        page.Append("<table>");
        Row(page, "distinct", Count(column.Distinct), "missing", column.Missing == 0 ? "0" : $"{Percent(column.Missing, profile.Rows)}");
        Statistics(page, column);
        if (column.Relation is { } relation)
        {
            Row(page, "correlation", relation.Correlation is { } r ? Number(r) : "–", "association", relation.Association is { } a ? Number(a) : "–");
        }

        page.Append("</table>");
        if (column.Numbers is null || column.Distinct <= 12)
        {
            Top(page, column, profile.Rows - column.Missing);
        }

        page.Append("</section>\n");
    }

    private static void Statistics(StringBuilder page, ColumnProfile column)
    {
        if (column.Numbers is { } n && column.Type == ColumnType.Number)
        {
            Row(page, "mean", Number(n.Mean), "deviation", Number(n.Deviation));
            Row(page, "median", Number(n.Percentiles[50]), "zeros", Count(n.Zeros));
            Row(page, "5%", Number(n.Percentiles[5]), "95%", Number(n.Percentiles[95]));
        }

        if (column.Texts is { } t)
        {
            Row(page, "length", string.Create(CultureInfo.InvariantCulture, $"{t.MinimumLength}–{t.MaximumLength}"), "mean", Number(t.MeanLength));
        }
    }

    private static void Row(StringBuilder page, string name, string value, string name2, string value2) =>
        page.Append("<tr><td class=\"k\">").Append(name).Append("</td><td>").Append(value).Append("</td><td class=\"k\">").Append(name2).Append("</td><td>").Append(value2).Append("</td></tr>");

    private static void Histogram(StringBuilder page, NumberProfile numbers, ColumnType type)
    {
        var counts = numbers.Histogram;
        var most = counts.Max();
        var width = 100.0 / counts.Count;
        page.Append("<svg viewBox=\"0 0 100 72\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"histogram\">");
        for (var i = 0; i < counts.Count; i++)
        {
            var height = counts[i] == 0 ? 0 : Math.Max(1.5, 70.0 * counts[i] / most);
            var from = numbers.Minimum + ((numbers.Maximum - numbers.Minimum) * i / counts.Count);
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{i * width:0.##}\" y=\"{72 - height:0.#}\" width=\"{width * 0.92:0.##}\" height=\"{height:0.#}\"><title>{Shown(type, from)}: {counts[i]}</title></rect>");
        }

        page.Append("</svg><div class=\"ends\"><span>").Append(Shown(type, numbers.Minimum)).Append("</span><span>").Append(Shown(type, numbers.Maximum)).Append("</span></div>");
    }

    private static void Top(StringBuilder page, ColumnProfile column, long present)
    {
        if (column.Top is not { Count: > 0 } top)
        {
            return;
        }

        page.Append("<div class=\"top\">");
        foreach (var value in top.Take(8))
        {
            var text = value.Value.Length > 80 ? value.Value[..80] + "…" : value.Value;
            page.Append(CultureInfo.InvariantCulture, $"<div><em title=\"{Safe(text)}\">{Safe(text)}</em><i style=\"width:{Math.Max(1, 100.0 * value.Count / top[0].Count):0}%\"></i><span>{Percent(value.Count, present)}</span></div>");
        }

        page.Append("</div>");
    }

    private static string Shown(ColumnType type, double value) => type == ColumnType.Timestamp ? Instants.Text(Math.Round(value)) : Number(value);

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):0.##}%");

    private static string Safe(string text) => WebUtility.HtmlEncode(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]));
}
