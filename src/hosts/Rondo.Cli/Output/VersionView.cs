using System.Globalization;
using Rondo.Modeling.Registry;
using Rondo.Scoping;

namespace Rondo.Cli.Output;

/// <summary>One model version for a terminal.</summary>
internal static class VersionView
{
    private static readonly string[] Roles = ["model", "baseline", "champion"];

    public static void Print(ModelDetails details)
    {
        var version = details.Version;
        Terminal.Out.WriteLine($"{Terminal.Bold(version.ToString())}{(version.Aliases.Count > 0 ? $" ({string.Join(", ", version.Aliases)})" : "")}  {Terminal.Faint(version.Digest.Hex)}");
        Terminal.Out.WriteLine($"  registered {version.CreatedAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} by {Made(version.CreatedBy, version.PushedBy, version.Origin, version.Run?.Value)}");
        Terminal.Out.WriteLine($"  {details.Signature.Inputs.Count} inputs; {details.LooksAtItsTest.ToString(CultureInfo.InvariantCulture)} {(details.LooksAtItsTest == 1 ? "look" : "looks")} at its test split");
        PrintOutcome(version.GateOutcome);
        PrintGate(version.Gate);
        PrintMeasurements(version.Measurements, "test");
        PrintMeasurements(version.Measurements, "validation");
    }

    /// <summary>Who registered a version, and by which run; or who pushed it, or where else it came from.</summary>
    public static string Made(string createdBy, string? pushedBy, string origin, string? run) =>
        $"{createdBy}, {(pushedBy is { Length: > 0 } ? $"pushed by {pushedBy}" : origin is "run" && run is { Length: > 12 } ? $"run {run[..12]}" : origin)}";

    /// <summary>What the gate said in a word; where it was asked nothing, what to do about it.</summary>
    public static void PrintOutcome(string outcome, string more = "") => Terminal.Out.WriteLine(outcome is GateReport.None
        ? "  gate: no requirements to hold it to. Write down what is good enough, as charter.requirements of rondo.yaml, for example: size <= 20 MB"
        : $"  gate {outcome}{more}");

    /// <summary>Each requirement with what the gate said.</summary>
    public static void PrintGate(System.Text.Json.Nodes.JsonObject gate)
    {
        foreach (var judgement in gate["judgements"]?.AsArray() ?? [])
        {
            Terminal.Out.WriteLine($"    {(string?)judgement!["outcome"],-7} {(string?)judgement["text"]}  {Terminal.Faint((string?)judgement["sentence"] ?? "")}");
        }
    }

    private static void PrintMeasurements(IReadOnlyList<Measurement> all, string split)
    {
        var rows = all.Where(m => Same(m.Subject.Split, split)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        Terminal.Out.WriteLine();
        var roles = Roles.Where(r => rows.Any(m => Same(m.Subject.Role, r))).ToList();
        var groups = rows.Where(m => Roles.Contains(m.Subject.Role, StringComparer.Ordinal) && !m.Measure.Contains(" - ", StringComparison.Ordinal))
            .GroupBy(m => (m.Subject.Slice, m.Measure)).Where(g => g.Key.Slice.Length == 0 || Same(g.Key.Measure, rows[0].Measure));
        Table.Print(
            [$"on {split}", .. roles.SelectMany(r => new[] { r, "95 % interval" }), "rows"],
            groups.Select(g => new[] { g.Key.Slice.Length == 0 ? g.Key.Measure : $"  {g.Key.Measure} where {g.Key.Slice}" }
                .Concat(roles.SelectMany(r => Cells(g.LastOrDefault(m => Same(m.Subject.Role, r)))))
                .Append(g.First().Count?.ToString("N0", CultureInfo.InvariantCulture) ?? "").ToArray()));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private static string[] Cells(Measurement? measurement) => measurement switch
    {
        null => ["", ""],
        { Low: { } low, High: { } high } => [Amounts.Number(measurement.Value), $"{Amounts.Number(low)} to {Amounts.Number(high)}"],
        _ => [Amounts.Number(measurement.Value), ""],
    };
}
