using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo show report [STEP]</c>: the pages that steps made, as files to open in a browser.</summary>
internal static class ShowReportCommand
{
    public static Command Create()
    {
        var step = new Argument<string?>("step") { Description = "Only the report of this step: profile, evaluate, register.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("report", "Write the pages of the finished steps to .rondo/reports and say where they are.\n\nExample:\n  rondo show report profile") { step };
        command.Does(async (parsed, ct) =>
        {
            await using var session = await ProjectSession.OpenAsync(parsed, ct);
            var written = await Reports.WriteAsync(session, parsed.GetValue(step), ct);
            if (written.Count == 0)
            {
                throw new FailureException(new Failure("report.none", "There is no report yet that is up to date.", "Run the pipeline: rondo run.") { Kind = FailureKind.No });
            }

            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject(written.Select(w => KeyValuePair.Create(w.Step, (JsonNode?)w.Path))).ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["step", "page"], written.Select(w => new[] { w.Step, w.Path }));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
