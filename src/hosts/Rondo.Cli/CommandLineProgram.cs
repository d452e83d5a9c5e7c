using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Rondo.Cli.Commands;
using Rondo.Cli.Output;
using Rondo.Kernel;

namespace Rondo.Cli;

/// <summary>The command tree: nouns group, verbs act. Each command is a file of its own in <c>Commands/</c>.</summary>
internal static class CommandLineProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new Command("rondo", "Rondo: the whole life of a machine-learning model in one program.")
        {
            new HelpOption(),
            new VersionOption(),
            GlobalOptions.Json,
            GlobalOptions.Folder,
            DemoCommand.Create(),
            RunCommand.Create(),
            StatusCommand.Create(),
            ShowCommand.Create(),
            new Command("data", "Work with data.") { DataAddCommand.Create(), DataProfileCommand.Create(), DataVersionsCommand.Create() },
            ModelCommand.Create(),
            PredictCommand.Create(),
            RetrainCommand.Create(),
            WhyCommand.Create(),
            ReproduceCommand.Create(),
            VerifyCommand.Create(),
            GcCommand.Create(),
            AuditCommand.Create(),
            MonitorCommand.Create(),
            AlertsCommand.Create(),
            UpCommand.Create(),
            UsersCommand.Create(),
            TokenCommand.Create(),
            PushCommand.Create(),
        };
        root.SetAction(_ =>
        {
            Terminal.Out.WriteLine("Rondo: the whole life of a machine-learning model in one program.");
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine("  rondo demo          see all of it on data that it makes itself");
            Terminal.Out.WriteLine("  rondo run           run the pipeline of the project in this folder");
            Terminal.Out.WriteLine("  rondo status        where the project stands and what is next");
            Terminal.Out.WriteLine("  rondo --help        every command");
            return 0;
        });

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            return Misuse(parsed);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10), EnableDefaultExceptionHandler = false });
    }

    // What was typed and cannot be read says more than what is missing because of it.
    private static int Misuse(ParseResult parsed)
    {
        var errors = parsed.Errors.Where(e => e.SymbolResult is not CommandResult || parsed.UnmatchedTokens.Count == 0).Select(e => e.Message).ToList();
        var unread = parsed.UnmatchedTokens.Count == 0 ? [] : new[] { $"Not understood: {string.Join(' ', parsed.UnmatchedTokens)}" };
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            names.Insert(0, at.Command.Name);
        }

        var problem = string.Join(' ', errors.Concat(unread)).Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal);
        return FailureText.Print([new Failure("command.misuse", problem, $"Try: {string.Join(' ', names)} --help")], json: false);
    }
}
