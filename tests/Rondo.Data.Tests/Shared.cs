using System.Runtime.CompilerServices;

namespace Rondo.Data.Tests;

/// <summary>Finds the real data beside the repository.</summary>
internal static class Shared
{
    public static string Data(string name) => Path.Combine(Folder(), "data", name);

    private static string Folder([CallerFilePath] string here = "")
    {
        if (Environment.GetEnvironmentVariable("RONDO_SHARED") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(Path.GetDirectoryName(here)!); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return Path.Combine(folder.FullName, "shared");
            }
        }

        throw new DirectoryNotFoundException("There is no folder 'shared' with data above the repository; set RONDO_SHARED.");
    }
}
