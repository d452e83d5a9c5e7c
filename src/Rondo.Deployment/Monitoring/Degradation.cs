using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Modeling;
using Rondo.Scoping;

namespace Rondo.Deployment.Monitoring;

/// <summary>Whether the answers are worse than at registration: by more than is tolerated, and more than both intervals explain.</summary>
internal sealed record Degradation(bool Worse, Violation Violation, JsonObject Evidence)
{
    private const int FewestLabels = 30;

    /// <summary>Null while too little is known to tell.</summary>
    public static Degradation? Judge(WatchedVersion version, IReadOnlyList<Measurement> live, MonitorSettings settings)
    {
        // The metric people read first: of numbers the mean absolute error, of classes the share of right answers.
        var name = version.Signature.Task == Bundles.Signature.Regression ? "mae" : "accuracy";
        var now = live.LastOrDefault(m => m.Measure == name && m.Subject is { Role: "model", Split: "production", Slice: "" });
        var before = version.Measurements.LastOrDefault(m => m.Measure == name && m.Subject is { Role: "model", Split: "test", Slice: "" });
        if (now is not { Low: { } low, High: { } high } || before is not { Low: { } lowest, High: { } highest } || now.Count < FewestLabels)
        {
            return null;
        }

        var error = name == "mae";
        var worse = error ? low > highest && now.Value > before.Value * (1 + settings.Worse) : high < lowest && (1 - now.Value) > (1 - before.Value) * (1 + settings.Worse);
        return new(
            worse,
            new(AnswerRules.Performance, true, string.Create(CultureInfo.InvariantCulture, $"{name} is {now.Value:0.###} ({low:0.###} to {high:0.###}) over the last {now.Count} labelled answers; at registration it was {before.Value:0.###} ({lowest:0.###} to {highest:0.###})."), []),
            new JsonObject { ["version"] = version.Version, ["now"] = MeasurementJson.Write(now), ["before"] = MeasurementJson.Write(before) });
    }
}
