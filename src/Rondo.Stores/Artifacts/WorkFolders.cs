using System.Globalization;

namespace Rondo.Stores.Artifacts;

/// <summary>Folders below <c>tmp/</c> that belong to one process each: <c>label.host-pid-start.number</c>.</summary>
internal sealed class WorkFolders(string root)
{
    private static int _number;

    public string Root => root;

    public string Create(string label)
    {
        var safe = string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{safe[..Math.Min(safe.Length, 40)]}.{ProcessIdentity.Own}.{Interlocked.Increment(ref _number)}");
        return Directory.CreateDirectory(Path.Combine(root, name)).FullName;
    }

    public bool Contains(string path) => Path.GetFullPath(path).StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Whether a folder lies there when the links on the way are followed: what is moved from elsewhere would be gone there.</summary>
    public bool Holds(string folder) => (RealPath.Of(folder) + Path.DirectorySeparatorChar).StartsWith(RealPath.Of(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Folders whose process is gone, or that nothing can be known about and that are older than <paramref name="before"/>.</summary>
    public IEnumerable<string> Abandoned(DateTime before)
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            var owner = Path.GetFileName(folder).Split('.') is [_, var identity, _] ? ProcessIdentity.Parse(identity) : null;
            var alive = owner?.IsAlive();
            if (alive == false || (alive is null && Directory.GetLastWriteTimeUtc(folder) < before))
            {
                yield return folder;
            }
        }
    }
}
