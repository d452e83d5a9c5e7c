using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Deployment.Retraining;
using Rondo.Deployment.Serving;
using Rondo.Pipelines;
using Rondo.Server.Access;
using Rondo.Server.Api;
using Rondo.Server.Events;
using Rondo.Server.Inference;
using Rondo.Server.Scheduling;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>What the server is made of: one line for each part.</summary>
internal static class ServerServices
{
    /// <summary>Before the first request: what must hold, or be refused.</summary>
    public static async Task PrepareAsync(ServerOptions options, Workspace workspace, CancellationToken ct)
    {
        await SharedContents.DemandAsync(options, workspace, ct);
        await AccessRules.DemandAsync(options, workspace, ct);
    }

    public static void Add(IServiceCollection services, ServerOptions options, Workspace workspace)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.Stages);
        services.AddSingleton(workspace);
        services.AddSingleton<ProjectCatalogue>();
        services.AddSingleton<RunningRuns>();
        services.AddHostedService(s => s.GetRequiredService<RunningRuns>());
        services.AddSingleton<AccessStore>();
        services.AddSingleton<KnownTokens>();
        services.AddSingleton<ScopeProjects>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<EventFeed>();
        services.AddHostedService(s => s.GetRequiredService<EventFeed>());
        services.AddRoutingCore();
        services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);   // so that it is said what is wrong
        services.Configure<JsonOptions>(o => Json(o.SerializerOptions));
        services.AddSingleton<IHeartbeat, MonitorHeartbeat>();
        services.AddSingleton<IHeartbeat, AlertHeartbeat>();
        services.AddSingleton<IHeartbeat, CaptureHeartbeat>();
        services.AddSingleton(Loop);
        services.AddSingleton<IHeartbeat, RetrainingHeart>();
        services.AddHostedService<HeartbeatLoop>();
        services.AddInference();
        services.AddApiDocument();
    }

    private static RetrainingLoop Loop(IServiceProvider services)
    {
        var (options, workspace, projects) = (services.GetRequiredService<ServerOptions>(), services.GetRequiredService<Workspace>(), services.GetRequiredService<ProjectCatalogue>());
        return new(new(workspace, options.Stages, services.GetRequiredService<EndpointServer>())
        {
            Load = projects.Load,
            WorkerCommand = options.WorkerCommand,
            CodeAsync = (folder, ct) => GitState.ReadAsync(folder, workspace, ct),
        });
    }

    /// <summary>How values are written: camelCase, enums by name, numbers as numbers, text as it is.</summary>
    public static void Json(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
