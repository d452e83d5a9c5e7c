using Rondo.Pipelines;

namespace Rondo.Deployment;

/// <summary>The <c>retrain:</c> section: when a model is trained anew on what was learned in use, and what may take its place.</summary>
public sealed record RetrainSettings
{
    /// <summary>Whether anything sets a retraining off by itself.</summary>
    public bool IsWritten => Schedules.Count > 0 || Alerts.Count > 0 || Labels is not null;

    /// <summary>By the clock.</summary>
    public IReadOnlyList<TriggerSchedule> Schedules { get; init; } = [];

    /// <summary>By alerts: <c>drift</c>, <c>performance</c>.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>By this many new truths since the last retraining; null: not by their number.</summary>
    public long? Labels { get; init; }

    /// <summary>Whether a challenger that is shown to be better takes over by itself; else people review it.</summary>
    public bool Automatic { get; init; }

    /// <summary>How long nothing but a person starts another retraining after one has ended.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many retrainings may start in thirty days without a person.</summary>
    public int Budget { get; init; } = 8;

    /// <summary>Training rows are at most this long before the newest row; null: everything.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Fewer labelled predictions than this are not trained on.</summary>
    public int Fewest { get; init; } = 200;

    /// <summary>The share of the labelled predictions, the newest, on which champion and challenger are compared.</summary>
    public double Holdout { get; init; } = 0.2;
}
