namespace Rondo.EndToEnd.Docs;

/// <summary>Every command of the program, as its own help tells it.</summary>
internal sealed class CommandTree(IReadOnlyDictionary<string, CommandHelp> commands)
{
    private static readonly Lazy<Task<CommandTree>> Loading = new(LoadAsync);

    public static Task<CommandTree> OfProgram => Loading.Value;

    /// <summary>By path, in the order in which the help lists them.</summary>
    public IReadOnlyDictionary<string, CommandHelp> Commands => commands;

    /// <summary>What is wrong with a command line of this program, or null.</summary>
    public string? Problem(IReadOnlyList<string> arguments)
    {
        var command = commands[""];
        var words = 0;
        while (words < arguments.Count && command.Children.Contains(arguments[words], StringComparer.Ordinal))
        {
            command = commands[(command.Path + " " + arguments[words++]).Trim()];
        }

        var rest = arguments.Skip(words).ToList();
        if (command.Children.Count > 0 && command.Arguments.Count == 0 && rest.FirstOrDefault() is { } word && !word.StartsWith('-'))
        {
            return $"there is no command 'rondo {(command.Path + " " + word).Trim()}'";
        }

        return rest.Where(IsOption).Select(o => o.Split('=')[0]).FirstOrDefault(o => !command.OptionNames.Contains(o)) is { } unknown
            ? $"'rondo {command.Path}' has no option '{unknown}'"
            : null;
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private static async Task<CommandTree> LoadAsync()
    {
        var found = new Dictionary<string, CommandHelp>(StringComparer.Ordinal);
        await ReadAsync("", found);
        return new(found);
    }

    private static async Task ReadAsync(string path, Dictionary<string, CommandHelp> found)
    {
        var result = await RondoProgram.RunAsync(Path.GetTempPath(), [.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.True(result.ExitCode == 0, $"rondo {path} --help: {result}");
        var help = new CommandHelp(path, result.Output.ReplaceLineEndings("\n"));
        found.Add(path, help);
        foreach (var child in help.Children)
        {
            await ReadAsync((path + " " + child).Trim(), found);
        }
    }
}
