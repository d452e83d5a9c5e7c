using System.Text.RegularExpressions;

namespace Rondo.Expressions.Tests;

/// <summary>The examples of <c>docs/reference/expressions.md</c>.</summary>
internal static partial class Examples
{
    public static TheoryData<string, string> OfRows => Read(aggregates: false);

    public static TheoryData<string, string> OfTables => Read(aggregates: true);

    public static string Page { get; } = File.ReadAllText(Path.Combine(Root(), "docs", "reference", "expressions.md"));

    [GeneratedRegex(@"^(?<expression>[^`\n]+?) +=> (?<result>[^`\n]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Line();

    private static TheoryData<string, string> Read(bool aggregates)
    {
        var split = Page.IndexOf("## Aggregates", StringComparison.Ordinal);
        var data = new TheoryData<string, string>();
        foreach (Match match in Line().Matches(aggregates ? Page[split..] : Page[..split]))
        {
            data.Add(match.Groups["expression"].Value, match.Groups["result"].Value);
        }

        return data;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rondo.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
