using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>One spelling for one file, so that the instance cache recognises it: absolute, symbolic links followed.</summary>
internal static class CanonicalPath
{
    internal static string Of(string path)
    {
        var full = Path.GetFullPath(Utf8Text.Terminated(path));
        var resolved = Path.GetPathRoot(full) ?? "";
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Follow(Path.Combine(resolved, part));
        }

        return resolved;
    }

    private static string Follow(string path)
    {
        try
        {
            var entry = new FileInfo(path);
            return entry.LinkTarget is null ? path : Of(entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path; // the engine will say what is wrong with it
        }
    }
}
