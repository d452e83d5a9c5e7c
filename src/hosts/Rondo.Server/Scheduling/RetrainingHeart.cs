using Rondo.Deployment.Retraining;

namespace Rondo.Server.Scheduling;

/// <summary>Looks at what asks for a retraining, carries on those that run, and brings approved versions behind their endpoints.</summary>
internal sealed class RetrainingHeart(RetrainingLoop loop) : IHeartbeat
{
    public string Name => "retraining";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public Task BeatAsync(CancellationToken ct) => loop.TickAsync(ct);
}
