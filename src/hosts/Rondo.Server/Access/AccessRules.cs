using Rondo.Stores;

namespace Rondo.Server.Access;

/// <summary>What must hold before the server takes a request.</summary>
internal static class AccessRules
{
    public static Task DemandAsync(ServerOptions options, Workspace workspace, CancellationToken ct)
    {
        _ = (options, workspace, ct);
        return Task.CompletedTask;
    }
}
