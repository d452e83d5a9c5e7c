using System.CommandLine;
using Rondo.Cli.Output;
using Rondo.Modeling;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo reproduce MODEL@VERSION</c>: rebuilds it from lineage and compares.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A version: bike-demand@1, bike-demand@champion." };
        var command = new Command("reproduce", "Rebuild a version from its recorded sources and compare it byte for byte. Exit code 1 when something differs.\n\nExample:\n  rondo reproduce bike-demand@1") { model };
        command.Does(async (parsed, ct) =>
        {
            var stages = Stages.All();
            var reference = ModelReference.Parse(parsed.GetValue(model)!).Value;
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, stages, ct);
            using var line = new ProgressLine();
            var report = (await ReproduceModel.RunAsync(reference, workspace, stages, line.Show, ct)).Value;
            line.Dispose();
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(report.ToJson().ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["step", "output", "recorded", "rebuilt", ""], report.Outputs.Select(o => new[] { o.Step, o.Port, o.Recorded.Abbreviated, o.Rebuilt.Abbreviated, o.Identical ? "identical" : "DIFFERS" }));
                foreach (var note in report.Notes)
                {
                    Terminal.Out.WriteLine($"{Terminal.Yellow("note:")} {note}");
                }

                foreach (var digest in report.Restored)
                {
                    Terminal.Out.WriteLine($"put back: {report.Outputs.First(o => o.Recorded == digest).Step} {digest.Abbreviated}, which was lost or damaged in the store");
                }

                Terminal.Out.WriteLine(report.Identical
                    ? $"{Terminal.Green("Identical")}: {report.Version} came out byte for byte, {report.Outputs.Count} outputs in {Amounts.Seconds(report.Seconds)}."
                    : report.Outputs.Count == 0
                    ? $"{Terminal.Yellow("Nothing to compare")}: no output of {report.Version} could be made again here."
                    : $"{Terminal.Red("Different")}: {report.Outputs.Count(o => !o.Identical)} of {report.Outputs.Count} outputs of {report.Version} came out otherwise.");
            }

            return report.Identical ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }
}
