using System.Text.Json;
using System.Text.Json.Serialization;
using Rondo.Data;
using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>What a training says about itself, as <c>training.json</c> holds it.</summary>
internal sealed record TrainingDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public int Format { get; init; } = 1;

    public required TaskKind Task { get; init; }

    public required string Target { get; init; }

    public required ColumnType TargetType { get; init; }

    /// <summary>Classification: labels by class number; for an event the second is the event.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>From which probability on the event is predicted.</summary>
    public double? Threshold { get; init; }

    public string? TimeColumn { get; init; }

    public long HorizonMicroseconds { get; init; }

    /// <summary>Null when the charter states the level itself.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Which trainer and candidate was chosen.</summary>
    public required string Trainer { get; init; }

    public required string Metric { get; init; }

    public int Seed { get; init; }

    public int Rounds { get; init; }

    public long TrainRows { get; init; }

    public long ValidationRows { get; init; }

    /// <summary>What was tried and how well it did on validation.</summary>
    public IReadOnlyList<CandidateResult> Candidates { get; init; } = [];

    public IReadOnlyList<double> TrainCurve { get; init; } = [];

    public IReadOnlyList<double> ValidationCurve { get; init; } = [];

    /// <summary>Each column's share of the loss reduction, largest first.</summary>
    public IReadOnlyList<ColumnImportance> Importance { get; init; } = [];

    public IReadOnlyList<EncodedColumn> Columns { get; init; } = [];

    public IReadOnlyList<LeftOutColumn> LeftOut { get; init; } = [];

    public Verification? Verification { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The beginning of what a training says about itself.</summary>
    public static TrainingDocument Of(Target target, string trainer, string metric) => new()
    {
        Task = target.Task,
        Target = target.Column,
        TargetType = target.Type,
        Classes = target.Classes,
        Trainer = trainer,
        Metric = metric,
    };

    /// <summary>The target as training understood it.</summary>
    public Target AsTarget() => new(Target, TargetType, Task, Classes);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public static TrainingDocument Read(string path) => JsonSerializer.Deserialize<TrainingDocument>(File.ReadAllBytes(path), Options)!;
}

/// <summary>A candidate and its metric on validation (NaN without validation rows).</summary>
internal sealed record CandidateResult(string Name, int Rounds, double Value)
{
    /// <summary>The result for a log.</summary>
    public string Sentence(string metric) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: {metric} {Value:G6} on validation after {Rounds} rounds");
}

/// <summary>A column's share of the loss reduction.</summary>
internal sealed record ColumnImportance(string Column, double Share);

/// <summary>A column and what it became.</summary>
internal sealed record EncodedColumn(string Column, string Encoding, int Features);

/// <summary>How the graph was compared with the training path.</summary>
internal sealed record Verification(long Rows, double LargestError);
