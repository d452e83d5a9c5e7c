using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Server.Access;

namespace Rondo.Server.Api;

/// <summary>What this server is, and whether it lives.</summary>
internal static class SystemRoutes
{
    private static readonly string Version = typeof(SystemRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void MapSystem(this IEndpointRouteBuilder routes) => routes.MapGet("/system", Read)
        .WithName("getSystem").WithSummary("What this server is, who asks, and what they may do.").WithTags("system");

    private static Ok<SystemView> Read(Caller caller, ServerOptions options, ProjectCatalogue projects)
    {
        var project = projects.HasProject && projects.Read() is { Ok: true } read && caller.May(Role.Viewer, read.Value.Name) ? read.Value.Name : null;
        var roles = Enum.GetValues<Role>().Where(r => caller.May(r, project)).ToList();
        return TypedResults.Ok(new SystemView(Version, caller.Name, roles, options.NeedsSignIn ? ServerMode.Team : ServerMode.Local, options.Clock.GetUtcNow(), project));
    }
}

/// <summary>What a server is.</summary>
internal sealed record SystemView(
    [property: Description("The program's version.")] string Version,
    [property: Description("Who asks.")] string User,
    [property: Description("What they may do, in the project of this server.")] IReadOnlyList<Role> Roles,
    [property: Description("`local`: this machine alone, one user who need not sign in; `team`: users and tokens.")] ServerMode Mode,
    [property: Description("The server's time.")] DateTimeOffset Time,
    [property: Description("The project whose folder the server works in; null where it has none.")] string? Project);

/// <summary>How people come to a server.</summary>
internal enum ServerMode
{
    /// <summary>This machine alone, one user who need not sign in.</summary>
    Local,

    /// <summary>Users and tokens.</summary>
    Team,
}
