using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>An endpoint as this process serves it.</summary>
/// <param name="Endpoint">The row it follows.</param>
/// <param name="Signature">What the live version asks for and gives; null while no model is ready.</param>
/// <param name="Example">A record it can answer, as JSON; null while no model is ready.</param>
/// <param name="Problem">Why it is not ready; null when it is, or when it is stopped.</param>
public sealed record EndpointView(Endpoint Endpoint, Signature? Signature, string? Example, Failure? Problem)
{
    /// <summary>Whether it answers now.</summary>
    public bool IsReady => Signature is not null && Endpoint.State == EndpointStatus.Live;
}
