namespace Rondo.Stores;

/// <summary>Makes the names in a folder durable. Where a folder cannot be synced (Windows) the file system does it by itself.</summary>
internal static class FolderSync
{
    public static void Sync(string folder) => Artifacts.Posix.SyncFolder(folder);
}
