using System.Text.Json.Nodes;

namespace Rondo.Deployment;

/// <summary>The <c>serve:</c> section: how the project's model is served.</summary>
public sealed record ServeSettings
{
    /// <summary>The endpoint's name; the project's when nothing is written.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The share of predictions that are captured, from 0 to 1, chosen by a hash of the prediction's id.</summary>
    public double Capture { get; init; } = 1;

    /// <summary>What makes a new version be rolled back by itself.</summary>
    public GuardSettings Guard { get; init; } = new();

    /// <summary>For the table of endpoints.</summary>
    internal JsonObject ToJson() => new()
    {
        ["capture"] = Capture,
        ["guard"] = new JsonObject { ["errors"] = Guard.Errors, ["latencyP95Seconds"] = Guard.LatencyP95?.TotalSeconds },
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote; what is absent has its default.</summary>
    internal static ServeSettings OfJson(JsonObject json)
    {
        var usual = new ServeSettings();
        var guard = json["guard"] as JsonObject;
        return usual with
        {
            Capture = (double?)json["capture"] ?? usual.Capture,
            Guard = guard is null ? usual.Guard : new()
            {
                Errors = (double?)guard["errors"],
                LatencyP95 = (double?)guard["latencyP95Seconds"] is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
        };
    }
}

/// <summary>
/// What a new version must keep in its first requests. Each limit is watched by a sequential test whose chance to ever condemn a version
/// that keeps the limit is at most one in a thousand, however long it watches.
/// </summary>
public sealed record GuardSettings
{
    /// <summary>The share of valid requests that may fail in the model; null: not watched.</summary>
    public double? Errors { get; init; } = 0.01;

    /// <summary>
    /// At most 5 % of the requests may take longer than this, counted from the moment a request is worked on: a full queue says nothing
    /// about a version. Null: not watched.
    /// </summary>
    public TimeSpan? LatencyP95 { get; init; }
}
