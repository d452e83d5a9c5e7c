using Rondo.Scoping;

namespace Rondo.Cli.Output;

/// <summary>The requirements with their values, as lines.</summary>
internal static class GateView
{
    public static void Print(GateReport gate)
    {
        if (gate.Judgements.Count == 0)
        {
            return;
        }

        Terminal.Out.WriteLine();
        var width = gate.Judgements.Max(j => Table.Width(j.Requirement.Text));
        foreach (var judgement in gate.Judgements)
        {
            var mark = judgement.Outcome switch
            {
                Outcome.Pass => Terminal.Green("PASS   "),
                Outcome.Warn => Terminal.Yellow("WARN   "),
                Outcome.Fail => Terminal.Red("FAIL   "),
                _ => Terminal.Faint("UNKNOWN"),
            };
            Terminal.Out.WriteLine($"  {mark} {judgement.Requirement.Text}{new string(' ', width - Table.Width(judgement.Requirement.Text))}  {Terminal.Faint(judgement.Sentence)}");
        }
    }
}
