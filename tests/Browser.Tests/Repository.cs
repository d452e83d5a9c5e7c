using System.Runtime.CompilerServices;

namespace Rondo.Browser;

/// <summary>The repository as it lies on disk, with the program and the pages that <c>./test</c> has built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Program { get; } = Path.Combine(Root, "rondo");

    /// <summary>The built pages.</summary>
    public static string Pages { get; } = Path.Combine(Root, "artifacts", "rondo", "wwwroot");

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No global.json above {here}.");
        }

        return folder.FullName;
    }
}
