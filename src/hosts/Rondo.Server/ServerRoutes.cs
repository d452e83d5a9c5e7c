using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rondo.Server.Access;
using Rondo.Server.Api;
using Rondo.Server.Inference;

namespace Rondo.Server;

/// <summary>Every address of the server: one line for each noun, in <c>Api/&lt;Noun&gt;Routes.cs</c>.</summary>
internal static class ServerRoutes
{
    public static void Map(WebApplication app, ServerOptions options)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<LocalGuard>();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        app.Use(RequestLimits.RefuseAsync);
        app.UseMiddleware<StoredAnswers>();

        var api = app.MapGroup("/api/v1").AddEndpointFilter(WholeBody.DemandAsync);
        api.MapSystem();
        api.MapProjects();
        api.MapDatasets();
        api.MapRuns();
        api.MapArtifacts();
        api.MapModels();
        api.MapEndpoints();
        api.MapMonitors();
        api.MapAlerts();
        api.MapReviews();
        api.MapRetrainings();
        api.MapPredictions();
        api.MapAudit();
        api.MapEvents();
        api.MapUsers();
        api.MapSchedules();
        api.MapPush();
        app.MapPredict();
        app.MapFeedback();
        app.MapTensors();
        app.MapProbes();
        app.MapApiDocument();
        app.MapWeb(options);
        app.UseEndpoints(_ => { });
    }

    /// <summary>What every route of the API may answer besides its result.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            route.Produces<Problem>(status, Problems.MediaType);
        }

        return route;
    }
}
