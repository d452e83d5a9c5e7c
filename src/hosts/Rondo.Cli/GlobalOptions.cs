using System.CommandLine;

namespace Rondo.Cli;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON.", Recursive = true };

    public static Option<string> Folder { get; } = new("--folder", "-C")
    {
        Description = "The project's folder, or one inside it.",
        Recursive = true,
        DefaultValueFactory = _ => ".",
        HelpName = "DIR",
    };
}
