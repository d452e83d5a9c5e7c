using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment.Serving;

namespace Rondo.Server.Inference;

/// <summary>What watches the process from outside: is it alive, is it ready, what does it do.</summary>
internal static class ProbeRoutes
{
    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).ExcludeFromDescription();
        routes.MapGet("/health/ready", (EndpointServer server) => server.IsReady
            ? Results.Text("ready")
            : Results.Text($"not ready: {string.Join(", ", server.List().Where(v => !v.IsReady && v.Endpoint.State == Deployment.EndpointStatus.Live).Select(v => v.Endpoint.Name))}", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
        routes.MapGet("/metrics", (EndpointServer server) => TypedResults.Text(ServingMetrics.Write(server), "text/plain; version=0.0.4")).ExcludeFromDescription();
    }
}
