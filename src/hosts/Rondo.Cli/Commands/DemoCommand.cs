using System.CommandLine;
using Rondo.Cli.Demo;
using Rondo.Cli.Output;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo demo</c>: the whole lifecycle on data that it makes itself.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where to make the project.", DefaultValueFactory = _ => "rondo-demo" };
        var drift = new Option<bool>("--drift") { Description = "Let the simulated city change its habits in the last months." };
        var command = new Command("demo", "The whole lifecycle on data that it makes itself.\n\nExample:\n  rondo demo") { folder, drift };
        command.Does(async (parsed, ct) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!);
            DemoProject.Write(path, parsed.GetValue(drift));
            await Terminal.Out.WriteLineAsync($"Project: {path}");
            return ExitCodes.Done;
        });
        return command;
    }
}
