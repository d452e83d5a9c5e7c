using Rondo.Scoping;

namespace Rondo.Cli.Output;

/// <summary>The requirements with their values, as lines.</summary>
internal static class GateView
{
    public static void Print(GateReport gate) => Print([.. gate.Judgements.Select(j => new GateLine(j.Outcome.ToString(), j.Requirement.Text, j.Sentence))]);

    public static void Print(IReadOnlyList<GateLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Terminal.Out.WriteLine();
        var width = lines.Max(l => Table.Width(l.Requirement));
        foreach (var line in lines)
        {
            Terminal.Out.WriteLine($"  {Mark(line.Outcome)} {line.Requirement}{new string(' ', width - Table.Width(line.Requirement))}  {Terminal.Faint(line.Sentence)}");
        }
    }

    /// <summary>How the requirements fare in use; nothing where nothing is measured there.</summary>
    public static void PrintInUse(IReadOnlyList<GateLine> lines)
    {
        if (lines.Count > 0)
        {
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine("In use");
            Print(lines);
        }
    }

    private static string Mark(string outcome) => outcome.ToUpperInvariant() switch
    {
        "PASS" => Terminal.Green("PASS   "),
        "WARN" => Terminal.Yellow("WARN   "),
        "FAIL" => Terminal.Red("FAIL   "),
        _ => Terminal.Faint("UNKNOWN"),
    };
}

/// <summary>A requirement that was judged.</summary>
/// <param name="Outcome">pass, warn, fail or unknown, in any case.</param>
/// <param name="Requirement">As written.</param>
/// <param name="Sentence">Why.</param>
internal sealed record GateLine(string Outcome, string Requirement, string Sentence);
