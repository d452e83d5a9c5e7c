namespace Rondo.Stores.Artifacts;

/// <summary>A path with every symbolic link on the way resolved.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        var here = Path.Combine(Of(parent), Path.GetFileName(full));
        return new FileInfo(here).LinkTarget is null ? here : File.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
    }
}
