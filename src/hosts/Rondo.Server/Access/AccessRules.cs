using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Access;

/// <summary>What must hold before the server takes a request.</summary>
internal static class AccessRules
{
    /// <summary>Where people have to sign in, somebody must be able to.</summary>
    public static async Task DemandAsync(ServerOptions options, Workspace workspace, CancellationToken ct)
    {
        if (!options.NeedsSignIn)
        {
            return;
        }

        var store = new AccessStore(workspace);
        var owners = (await store.UsersAsync(ct)).Where(u => u.Roles.GetValueOrDefault(Caller.Everywhere) == Role.Owner).Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        var now = workspace.Clock.GetUtcNow();
        if (!(await store.TokensAsync(null, ct)).Any(t => owners.Contains(t.User) && t.RevokedAt is null && !(t.ExpiresAt <= now)))
        {
            throw new FailureException(new Failure(
                "access.no-users",
                $"{options.Address.Authority} can be reached by others, and nobody could sign in: there is no owner with a token.",
                "Make the first: rondo users add YOU --role owner, then rondo token create YOU. Or stay on this machine: rondo up."));
        }
    }
}
