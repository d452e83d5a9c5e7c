using Rondo.Modeling;

namespace Rondo.Deployment.Serving;

/// <summary>Asks for a version to be put behind an endpoint.</summary>
/// <param name="Endpoint">The endpoint; made when there is none.</param>
/// <param name="Model">The version: <c>NAME</c> (the newest), <c>NAME@3</c>, <c>NAME@champion</c>.</param>
/// <param name="User">Who asks.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record DeployRequest(string Endpoint, string Model, string User, string Reason)
{
    /// <summary>The project that owns the endpoint; when empty, the one it has, or the one of the model, which of an imported one is <see cref="Here"/>.</summary>
    public string Project { get; init; } = "";

    /// <summary>How it is served; null keeps what there is.</summary>
    public ServeSettings? Settings { get; init; }

    /// <summary>The revision the caller saw, 0 for none; null: whatever it is.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>The project in whose folder or server this happens; null where there is none. Its own endpoints are held to its charter whatever is put behind them.</summary>
    public ProjectCharter? Here { get; init; }

    /// <summary>Why it is deployed although its gate says no or a review is missing; null refuses it.</summary>
    public string? ForceReason { get; init; }
}
