namespace Rondo.Cli.Output;

/// <summary>Where the program writes. The only door to the console.</summary>
internal static class Terminal
{
    public static TextWriter Out => Console.Out;

    public static TextWriter Error => Console.Error;

    /// <summary>Whether a person looks at standard error: progress moves there, and colour is welcome.</summary>
    public static bool IsInteractive { get; } =
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb") && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>Whether standard output takes colour (https://no-color.org).</summary>
    public static bool Colours { get; } =
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    public static string Green(string text) => Paint("32", text);

    public static string Yellow(string text) => Paint("33", text);

    public static string Red(string text) => Paint("31", text);

    public static string Faint(string text) => Paint("2", text);

    public static string Bold(string text) => Paint("1", text);

    private static string Paint(string code, string text) => Colours ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
