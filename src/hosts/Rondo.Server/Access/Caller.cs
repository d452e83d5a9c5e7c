using Microsoft.AspNetCore.Http;

namespace Rondo.Server.Access;

/// <summary>Who asks: made once per request by <see cref="AccessMiddleware"/>. A handler that names one as a parameter is given it.</summary>
/// <param name="Name">The user.</param>
/// <param name="Grants">The role by project; <c>*</c> is every project.</param>
internal sealed record Caller(string Name, IReadOnlyDictionary<string, Role> Grants)
{
    /// <summary>Every project.</summary>
    public const string Everywhere = "*";

    /// <summary>The one user of a server on loopback.</summary>
    public static Caller Local(string name) => new(name, new Dictionary<string, Role>(StringComparer.Ordinal) { [Everywhere] = Role.Owner });

    /// <summary>The role in a project; null for none.</summary>
    public Role? RoleIn(string? project)
    {
        Role? everywhere = Grants.TryGetValue(Everywhere, out var e) ? e : null;
        return project is not null && Grants.TryGetValue(project, out var own) && (everywhere is null || own > everywhere) ? own : everywhere;
    }

    /// <summary>Whether they may do what <paramref name="role"/> may, in a project (null: on the server as a whole).</summary>
    public bool May(Role role, string? project) => RoleIn(project) is { } own && own >= role;

    /// <summary>Binds a handler's parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    /// <summary>Who asks in this request.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("The route is reached without access control.");
}
