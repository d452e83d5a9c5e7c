using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Contents somebody has.</summary>
internal sealed record OfferedObjects
{
    [Description("SHA-256 digests, at most 1000.")]
    public required IReadOnlyList<string> Digests { get; init; }
}

/// <summary>Contents the server lacks.</summary>
internal sealed record MissingObjects(IReadOnlyList<string> Digests);

/// <summary>A piece of another workspace's history. What is known already is passed over, so a piece may be sent again.</summary>
internal sealed record History
{
    [Description("Runs that have ended, each after its parent.")]
    public IReadOnlyList<PushedRun> Runs { get; init; } = [];

    [Description("Versions of data sets, oldest first.")]
    public IReadOnlyList<DatasetVersionSummary> Datasets { get; init; } = [];

    [Description("Versions of models, oldest first; their bundles must be here.")]
    public IReadOnlyList<PushedModel> Models { get; init; } = [];

    [Description("Events of the other audit log, kept as foreign evidence: they do not enter this one.")]
    public IReadOnlyList<AuditView> Audit { get; init; } = [];
}

/// <summary>A run of another workspace.</summary>
internal sealed record PushedRun(
    string Id, string Project, string Kind, string Name, string? Parent, string User, DateTimeOffset StartedAt, int Attempt, RunStatus Status, DateTimeOffset EndedAt, string? Message,
    JsonObject Parameters, JsonObject Environment, IReadOnlyDictionary<string, string> Tags, CodeView? Code, ResourceView? Resources,
    IReadOnlyList<ArtifactView> Artifacts, IReadOnlyList<PushedMetric> Metrics);

/// <summary>A value of a metric; a text for NaN and the infinities.</summary>
internal sealed record PushedMetric(string Key, [property: Description("In invariant form.")] string Value, long Step, DateTimeOffset At);

/// <summary>A model version of another workspace.</summary>
internal sealed record PushedModel(
    string Model, long Version, string Digest, string Bundle, string? Run, IReadOnlyDictionary<string, string> Lineage, JsonObject Gate, bool Blocked,
    IReadOnlyList<JsonObject> Measurements, DateTimeOffset CreatedAt, string CreatedBy, IReadOnlyList<EvidenceView> Evidence)
{
    public ModelVersion ToVersion() => new(Model, Version, Pushed.Content(Digest), Pushed.Content(Bundle))
    {
        Run = Run is null ? null : new RunId(Run),
        Lineage = Lineage.ToDictionary(l => l.Key, l => Pushed.Content(l.Value), StringComparer.Ordinal),
        Gate = Gate,
        Blocked = Blocked,
        Measurements = [.. Measurements.Select(MeasurementJson.Read)],
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
    };
}

/// <summary>What was new of a piece of history.</summary>
internal sealed record ReceivedHistory(int Runs, int Datasets, IReadOnlyList<ReceivedModel> Models, [property: Description("The audit events as they were sent, an artifact's digest.")] string? Evidence);

/// <summary>A version and what it is called here.</summary>
internal sealed record ReceivedModel(string There, string Here, bool IsNew);

/// <summary>Reads what others send.</summary>
internal static class Pushed
{
    public static Digest Content(string text) => Kernel.Digest.TryParse(text, out var digest)
        ? digest
        : throw new FailureException(new Failure("request.digest", "That is no SHA-256.", "Write 64 lower-case hexadecimal digits."));

    public static RunId Run(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower)
        ? new(text)
        : throw new FailureException(new Failure("push.run-id", "That is no run's id.", "Write 32 lower-case hexadecimal digits."));
}
