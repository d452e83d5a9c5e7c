using System.CommandLine;
using Rondo.Cli.Output;
using Rondo.Modeling;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo status</c>: where the project stands and what is next.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "Where the project stands in its lifecycle, each requirement with its value, and what to do next.\n\nExample:\n  rondo status");
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.StatusAsync(server, parsed, ct);
            }

            await using var session = await ProjectSession.OpenAsync(parsed, ct);
            var status = await ProjectStatus.ReadAsync(session.Project, session.Workspace, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(status.ToJson().ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine(Terminal.Bold(status.Project));
            foreach (var theme in status.Themes)
            {
                var mark = theme.State switch { "done" => Terminal.Green("✓"), "failed" => Terminal.Red("✗"), _ => Terminal.Faint("○") };
                Terminal.Out.WriteLine($"  {mark} {theme.Theme,-11} {theme.Text}");
            }

            GateView.Print(status.Requirements);
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine($"Next: {status.Next}");
            return ExitCodes.Done;
        });
        return command;
    }
}
