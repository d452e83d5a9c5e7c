using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>Servers that share a PostgreSQL share the folder of its contents too: one that has another could answer nothing.</summary>
internal static class SharedContents
{
    /// <summary>Refuses a folder without any content where the database knows models.</summary>
    public static async Task DemandAsync(ServerOptions options, Workspace workspace, CancellationToken ct)
    {
        var objects = new DirectoryInfo(Path.Combine(workspace.Folder, "objects"));
        if (options.PostgreSql is not null && (!objects.Exists || !objects.EnumerateFiles("*", SearchOption.AllDirectories).Any()) && (await ListModels.RunAsync(workspace, model: null, ct)).Count > 0)
        {
            throw new FailureException(new Failure(
                "workspace.other-folder", $"The database holds models whose contents are in another folder than {workspace.Folder}.", "Servers on one PostgreSQL share the folder of its contents: name it with RONDO_HOME, a mounted share on other machines.")
            { Kind = FailureKind.World });
        }
    }
}
