using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>Users and tokens of a workspace, for the command line. Loads nothing of ASP.NET.</summary>
public static class TeamAccess
{
    /// <summary>A user's role in a project, a row each.</summary>
    public static async Task<IReadOnlyList<TeamRole>> UsersAsync(Workspace workspace, CancellationToken ct) =>
        [.. (await new AccessStore(workspace).UsersAsync(ct)).SelectMany(u => u.Roles.Select(r => new TeamRole(u.Name, r.Key, r.Value.ToString().ToLowerInvariant(), u.CreatedAt)))];

    /// <summary>Adds a user or changes a role.</summary>
    /// <param name="workspace">Whose users.</param>
    /// <param name="name">The user.</param>
    /// <param name="project">Where; null is every project.</param>
    /// <param name="role">viewer, contributor, reviewer, operator or owner.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Result<string>> GrantAsync(Workspace workspace, string name, string? project, string role, string by, CancellationToken ct)
    {
        var granted = await new AccessStore(workspace).GrantAsync(name, project ?? Caller.Everywhere, Enum.Parse<Role>(role, ignoreCase: true), by, ct);
        return granted.Ok ? granted.Value.Name : granted.Failures.ToList();
    }

    /// <summary>Removes a user with all tokens; <c>access.user.unknown</c>, or <c>access.last-owner</c> (kind No).</summary>
    public static Task<Result<string>> RemoveAsync(Workspace workspace, string name, string by, CancellationToken ct) => new AccessStore(workspace).RemoveAsync(name, by, ct);

    /// <summary>Makes a token; its text is given here and never again.</summary>
    public static async Task<Result<string>> CreateTokenAsync(Workspace workspace, string user, string label, TimeSpan? lifetime, string by, CancellationToken ct)
    {
        var made = await new AccessStore(workspace).CreateTokenAsync(new(user, label, lifetime), by, ct);
        return made.Ok ? made.Value.Text : made.Failures.ToList();
    }

    /// <summary>The tokens without their text, newest first.</summary>
    public static async Task<IReadOnlyList<TeamToken>> TokensAsync(Workspace workspace, CancellationToken ct) =>
        [.. (await new AccessStore(workspace).TokensAsync(null, ct)).Select(t => new TeamToken(t.Id, t.User, t.Label, t.CreatedAt, t.ExpiresAt, t.RevokedAt, t.UsedAt))];

    /// <summary>Revokes a token; false when there is none in force.</summary>
    public static Task<bool> RevokeAsync(Workspace workspace, string id, string by, CancellationToken ct) => new AccessStore(workspace).RevokeAsync(id, by, ct);
}

/// <summary>A user's role in a project (<c>*</c>: every project).</summary>
public sealed record TeamRole(string Name, string Project, string Role, DateTimeOffset Since);

/// <summary>A token without its text.</summary>
public sealed record TeamToken(string Id, string User, string Label, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? UsedAt);
