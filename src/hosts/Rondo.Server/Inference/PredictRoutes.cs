using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment.Serving;

namespace Rondo.Server.Inference;

/// <summary><c>/predict/{endpoint}</c>: JSON records in, records out.</summary>
internal static class PredictRoutes
{
    private const string IdHeader = "X-Prediction-Id";

    public static IEndpointConventionBuilder MapPredict(this IEndpointRouteBuilder routes)
    {
        var server = (EndpointServer)routes.ServiceProvider.GetService(typeof(EndpointServer))!;
        var clock = ((ServerOptions)routes.ServiceProvider.GetService(typeof(ServerOptions))!).Clock;
        return routes.MapPost("/predict/{endpoint}", context => PredictAsync(context, server, clock)).ExcludeFromDescription();
    }

    private static async Task PredictAsync(HttpContext context, EndpointServer server, TimeProvider clock)
    {
        var arrived = clock.GetTimestamp();
        var endpoint = (string)context.Request.RouteValues["endpoint"]!;
        var call = new PredictCall(arrived) { PredictionId = context.Request.Headers.TryGetValue(IdHeader, out var id) ? id.ToString() : null };
        var body = await RequestBody.ReadAsync(context, server.Limits.BodyBytes);
        var writer = RequestBody.RentWriter();
        var answer = await server.PredictAsync(endpoint, body, writer, call, context.RequestAborted);
        context.Request.BodyReader.AdvanceTo(body.End);
        if (answer.Outcome == PredictOutcome.Ok)
        {
            await RequestBody.WriteAsync(context, writer.WrittenMemory);
        }
        else
        {
            await InferenceProblem.WriteAsync(context, answer);
        }

        RequestBody.Return(writer);
    }
}
