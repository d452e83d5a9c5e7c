namespace Rondo.Server;

/// <summary>Finds the server that works on a workspace. Loads nothing of ASP.NET.</summary>
public static class ServerAddress
{
    /// <summary>The address of a server of this machine that works on the workspace in this folder now; null when none does.</summary>
    public static Task<Uri?> FindAsync(string workspaceFolder, CancellationToken ct) => ServerPlace.FindAsync(workspaceFolder, ct);
}
