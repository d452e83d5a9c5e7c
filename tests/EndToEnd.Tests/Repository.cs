using System.Runtime.CompilerServices;

namespace Rondo.EndToEnd;

/// <summary>The repository as it lies on disk, and the real data beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real data, or null where there is none.</summary>
    public static string? RealData { get; } =
        new[] { Environment.GetEnvironmentVariable("RONDO_SHARED"), Path.Combine(Root, "..", "shared"), Path.Combine(Root, "..", "..", "shared") }
            .OfType<string>().Select(p => Path.Combine(p, "data")).FirstOrDefault(Directory.Exists);

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
