using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo verify</c>: every stored object hashed again, and the audit chain walked.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Check every digest of the workspace, and the audit chain.\n\nExample:\n  rondo verify");
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            using var bar = new ProgressLine();
            var report = await workspace.Artifacts.VerifyAsync(new Forward(p => bar.Show(p.Total == 0 ? null : (double)p.Objects / p.Total, $"{p.Objects} of {p.Total} objects")), ct);
            var audit = await workspace.Audit.VerifyAsync(ct);
            bar.Dispose();
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject
                {
                    ["objects"] = report.Objects,
                    ["bytes"] = report.Bytes,
                    ["damaged"] = new JsonArray([.. report.Damaged.Select(d => (JsonNode?)d.Hex)]),
                    ["missing"] = new JsonArray([.. report.Missing.Select(d => (JsonNode?)d.Hex)]),
                    ["unknown"] = new JsonArray([.. report.Unknown.Select(u => (JsonNode?)u)]),
                    ["audit"] = new JsonObject { ["intact"] = audit.Intact, ["length"] = audit.Length, ["head"] = audit.Head.Hex, ["firstBad"] = audit.FirstBad, ["finding"] = audit.Finding },
                }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Terminal.Out.WriteLine($"{report.Objects:N0} objects, {Amounts.Bytes(report.Bytes)}: {(report.Intact ? Terminal.Green("intact") : Terminal.Red("damaged"))}");
                foreach (var digest in report.Damaged)
                {
                    Terminal.Out.WriteLine($"  damaged  {digest}   set aside; the next run that needs it makes it again");
                }

                foreach (var digest in report.Missing)
                {
                    Terminal.Out.WriteLine($"  missing  {digest}   the next run that needs it makes it again");
                }

                foreach (var path in report.Unknown)
                {
                    Terminal.Out.WriteLine($"  unknown  {path}   recorded nowhere; rondo gc removes it");
                }

                Terminal.Out.WriteLine($"Audit log, {audit.Length:N0} events: {(audit.Intact ? Terminal.Green("intact") : Terminal.Red(audit.Finding))}");
            }

            return report.Intact && audit.Intact ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    private sealed class Forward(Action<Stores.VerifyProgress> show) : IProgress<Stores.VerifyProgress>
    {
        public void Report(Stores.VerifyProgress value) => show(value);
    }
}
