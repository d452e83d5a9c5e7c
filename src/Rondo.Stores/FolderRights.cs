namespace Rondo.Stores;

/// <summary>What this process may do in a folder.</summary>
internal static class FolderRights
{
    /// <summary>Whether it may make files there.</summary>
    public static bool MayWrite(string folder) => Artifacts.Posix.MayWrite(folder);
}
