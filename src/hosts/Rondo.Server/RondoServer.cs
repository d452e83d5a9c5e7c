using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>Everything in one process: the API, the pages, the endpoints, the monitors, and what happens by time.</summary>
public sealed class RondoServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Workspace _workspace;
    private readonly IDisposable _place;
    private int _stopped;

    private RondoServer(WebApplication app, Workspace workspace, IDisposable place, Uri address) =>
        (_app, _workspace, _place, Address) = (app, workspace, place, address);

    /// <summary>Where it listens, with the port it was given.</summary>
    public Uri Address { get; }

    /// <summary>What the server is made of; for the program that runs it in its own process.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Opens the workspace, starts to listen and to do what is due. The server is ready when this returns.</summary>
    /// <exception cref="FailureException">
    /// <c>server.runs-already</c>: another server works on this workspace, which is no PostgreSQL; it is named. <c>workspace.other-folder</c>. <c>server.address-taken</c>, <c>server.address</c>.
    /// <c>access.no-users</c>: the address is not loopback, and nobody could sign in. And what opening the workspace throws.
    /// </exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The server owns its place; a failed start gives it back.")]
    public static async Task<RondoServer> StartAsync(ServerOptions options, CancellationToken ct)
    {
        ListenAddress.Demand(options.Address);
        var folder = Directory.CreateDirectory(Path.GetFullPath(options.WorkspaceFolder)).FullName;
        options = options with { ProjectFolder = Path.GetFullPath(options.ProjectFolder), WorkspaceFolder = folder };
        var place = await ServerPlace.TakeAsync(folder, shared: options.PostgreSql is not null, options.Clock, ct);
        Workspace? workspace = null;
        WebApplication? app = null;
        try
        {
            workspace = await Workspace.OpenAsync(new(folder, options.Clock, options.Stages.Migrations) { PostgreSql = options.PostgreSql }, ct);
            await ServerServices.PrepareAsync(options, workspace, ct);
            ListenAddress.DemandFree(options.Address);
            app = Build(options, workspace, place.Name);
            await app.StartAsync(ct);
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            await place.AnnounceAsync(address, ct);
            return new(app, workspace, place, address);
        }
        catch (Exception e)
        {
            await (app?.DisposeAsync() ?? default);
            await (workspace?.DisposeAsync() ?? default);
            place.Dispose();
            if (ListenAddress.Explain(e, options.Address) is { } failure)
            {
                throw new FailureException(failure, e);
            }

            throw;
        }
    }

    /// <summary>Returns when <paramref name="ct"/> is cancelled and the server has stopped: requests at work were given ten seconds to end.</summary>
    public async Task RunUntilAsync(CancellationToken ct)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    /// <summary>Stops: no new request is taken, those at work end, what waits in memory is written.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        await _workspace.DisposeAsync();
        _place.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The container owns the log.")]
    private static WebApplication Build(ServerOptions options, Workspace workspace, string name)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "Rondo", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => RequestLimits.Apply(kestrel, options.Address));
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<ILoggerProvider>(new ServerLog(Path.Combine(workspace.Folder, "logs", name + ".log"), options.Clock, options.Log));
        ServerServices.Add(builder.Services, options, workspace);
        var app = builder.Build();
        ServerRoutes.Map(app, options);
        return app;
    }
}
