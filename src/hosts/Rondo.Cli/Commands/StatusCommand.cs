using System.CommandLine;
using Rondo.Cli.Output;
using Rondo.Deployment;

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
            var life = await ProjectLife.ReadAsync(session.Project, session.Workspace, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(life.ToJson().ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine(Terminal.Bold(life.Status.Project));
            foreach (var theme in life.Themes)
            {
                Terminal.Out.WriteLine($"  {Mark(theme.State.ToString().ToLowerInvariant())} {theme.Id,-12} {theme.Text}");
            }

            GateView.Print(life.Status.Requirements);
            GateView.PrintInUse([.. life.Live.Select(j => new GateLine(j.Outcome.ToString(), j.Requirement.Text, j.Sentence))]);
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine($"Next: {life.Next.Text}");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The sign of a theme's state.</summary>
    public static string Mark(string state) => state switch
    {
        "done" => Terminal.Green("✓"),
        "failed" => Terminal.Red("✗"),
        "attention" => Terminal.Yellow("!"),
        "running" => Terminal.Yellow("…"),
        _ => Terminal.Faint("○"),
    };
}
