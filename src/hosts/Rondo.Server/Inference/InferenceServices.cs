using Microsoft.Extensions.DependencyInjection;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Serving;
using Rondo.Stores;

namespace Rondo.Server.Inference;

/// <summary>What answers predictions.</summary>
internal static class InferenceServices
{
    public static void AddInference(this IServiceCollection services)
    {
        services.AddSingleton(s => CaptureLog.Open(s.GetRequiredService<Workspace>()));
        services.AddSingleton(s => new EndpointServer(s.GetRequiredService<Workspace>(), new() { Captures = s.GetRequiredService<CaptureLog>() }));
        services.AddHostedService<EndpointHost>();
    }
}
