namespace Rondo.Server;

/// <summary>Finds the server that works on a workspace. Loads nothing of ASP.NET.</summary>
public static class ServerAddress
{
    /// <summary>The address of the server that works on the workspace in this folder now; null when none does.</summary>
    public static async Task<Uri?> FindAsync(string workspaceFolder, CancellationToken ct)
    {
        var held = Path.Combine(workspaceFolder, ServerPlace.LockFile);
        if (!File.Exists(held))
        {
            return null;
        }

        try
        {
            await using var free = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return await ServerPlace.ReadAsync(Path.Combine(workspaceFolder, ServerPlace.NoteFile), ct);
        }
    }
}
