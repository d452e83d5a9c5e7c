namespace Rondo.Modeling.Tests;

/// <summary>Public data sets that stand beside the repository; <c>RONDO_SHARED</c> says where, else they are looked for.</summary>
internal static class SharedData
{
    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>Whether they are there. Tests that need them pass without when they are not.</summary>
    public static bool Present => Folder.Value is not null;

    /// <summary>A file below <c>data</c>.</summary>
    public static string File(string path) => Path.Combine(Folder.Value!, "data", path);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RONDO_SHARED") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "data")))
            {
                return shared;
            }
        }

        return null;
    }
}

/// <summary>A test that needs the shared data sets; skipped, and said so, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!SharedData.Present)
        {
            Skip = "The shared data sets are not beside the repository.";
        }
    }
}
