using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Server;

namespace Rondo.Cli;

/// <summary>Finds the desk for a command: the server that <c>RONDO_SERVER</c> names, the one that works on the workspace, or the workspace.</summary>
internal static class EndpointDesks
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The desk owns what it works through.")]
    public static async Task<IEndpointDesk> OpenAsync(ParseResult parsed, CancellationToken ct)
    {
        if (RemoteServer.Named() is { } named)
        {
            return new ServerDesk(named);
        }

        var start = parsed.GetValue(GlobalOptions.Folder)!;
        var folder = ProjectLoader.FindFolder(start);
        var running = await ServerAddress.FindAsync(ProjectSession.PlaceOf(folder ?? Path.GetFullPath(start)).Home, ct);
        if (running is not null && await ReachedAsync(running, ct) is { } own)
        {
            return new ServerDesk(own);
        }

        var stages = Stages.All();
        var project = folder is null ? null : ProjectSession.LoadProject(parsed, stages);
        return new WorkspaceDesk(await ProjectSession.OpenWorkspaceAsync(parsed, stages, ct), project, running);
    }

    // Where people have to sign in and nobody did, whoever may write the workspace's files may still change its table.
    private static async Task<RemoteServer?> ReachedAsync(Uri address, CancellationToken ct)
    {
        var server = RemoteServer.At(address.GetLeftPart(UriPartial.Authority));
        try
        {
            _ = await server.GetAsync("/api/v1/system", ct);
            return server;
        }
        catch (FailureException refused) when (refused.Failures[0].Code is "access.no-token" or "access.unknown-token" or "access.role" or "server.unreachable")
        {
            server.Dispose();
            return null;
        }
    }
}
