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
            DeployCommands.Deploy(),
            DeployCommands.Rollback(),
            DeployCommands.Endpoints(),
            FeedbackCommand.Create(),
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

        // A name may begin with @: it names no file of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is not HelpAction && (parsed.Errors.Count > 0 || MistakenOptions(parsed).Any()))
        {
            return Misuse(parsed);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10), EnableDefaultExceptionHandler = false });
    }

    // What was typed and cannot be read says more than what is missing because of it.
    private static int Misuse(ParseResult parsed)
    {
        string[] missing = [.. parsed.CommandResult.Command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > (parsed.GetResult(a)?.Tokens.Count ?? 0)).Select(a => a.Name.ToUpperInvariant())];
        var errors = parsed.Errors.Where(e => e.SymbolResult is not CommandResult || parsed.UnmatchedTokens.Count == 0)
            .Select(e => e.Message.StartsWith("Required argument missing", StringComparison.Ordinal) && missing.Length > 0 ? $"{parsed.CommandResult.Command.Name} needs {string.Join(" and ", missing)}." : e.Message)
            .Distinct(StringComparer.Ordinal).ToList();
        if (parsed.CommandResult.Command.Subcommands is { Count: > 0 } commands && parsed.UnmatchedTokens.Count == 0)
        {
            errors = [$"{parsed.CommandResult.Command.Name} needs a command: {string.Join(", ", commands.Select(c => c.Name))}."];
        }

        IReadOnlyList<string> tokens = [.. parsed.UnmatchedTokens, .. MistakenOptions(parsed)];
        var unread = tokens.Count == 0 ? [] : new[] { $"Not understood: {string.Join(' ', tokens)}" };
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            names.Insert(0, at.Command.Name);
        }

        var problem = string.Join(' ', errors.Concat(unread)).Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
            .Replace("as expected type 'System.Nullable`1[System.Int32]'", "as a whole number", StringComparison.Ordinal);
        var near = tokens.Select(t => Near(t, [.. Known(parsed, option: t.StartsWith('-'))])).FirstOrDefault(n => n is not null);
        return FailureText.Print([new Failure("command.misuse", problem, $"{(near is null ? "" : $"Did you mean '{near}'? ")}Try: {string.Join(' ', names)} --help")], json: false);
    }

    // The dashes, which all options have, bring nothing nearer.
    private static string? Near(string token, IReadOnlyList<string> known) =>
        NearestName.Of(token.TrimStart('-'), known.Select(n => n.TrimStart('-'))) is { } bare ? known.First(n => string.Equals(n.TrimStart('-'), bare, StringComparison.Ordinal)) : null;

    // A word that begins with a dash and is no option is read as an argument; nobody means that, unless it stands behind --.
    private static IEnumerable<string> MistakenOptions(ParseResult parsed)
    {
        var literal = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).Select(t => t.Value).ToHashSet(StringComparer.Ordinal);
        return parsed.CommandResult.Command.Arguments.SelectMany(a => parsed.GetResult(a)?.Tokens ?? [])
            .Select(t => t.Value).Where(v => v.Length > 1 && v[0] == '-' && !literal.Contains(v));
    }

    private static IEnumerable<string> Known(ParseResult parsed, bool option)
    {
        var command = parsed.CommandResult.Command;
        return option
            ? command.Options.Concat([GlobalOptions.Json, GlobalOptions.Folder]).SelectMany(o => o.Aliases.Prepend(o.Name)).Append("--help")
            : command.Subcommands.Select(c => c.Name);
    }
}
