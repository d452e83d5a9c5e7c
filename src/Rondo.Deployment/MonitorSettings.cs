using Rondo.Deployment.Alerts;

namespace Rondo.Deployment;

/// <summary>How an endpoint is watched: the section <c>monitor:</c>.</summary>
public sealed record MonitorSettings
{
    /// <summary>How often new captures and feedback are taken in.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The stretch of time that is judged as one; windows begin at whole multiples of it since 1970.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Highest probability that a window of an endpoint whose traffic does not change raises an alert about its data.</summary>
    public double AlarmRate { get; init; } = 0.01;

    /// <summary>Rows below which a window is not judged.</summary>
    public int MinimumRows { get; init; } = 50;

    /// <summary>Windows in a row that must agree before an alert fires, and before it resolves.</summary>
    public int Persistence { get; init; } = 2;

    /// <summary>Jensen-Shannon distance (base 2) above noise from which a column counts as drifted.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>Highest share of requests that may be invalid, or fail.</summary>
    public double Errors { get; init; } = 0.01;

    /// <summary>How much worse than at registration a metric may be, as a share of it, before it counts.</summary>
    public double Worse { get; init; } = 0.1;

    /// <summary>Columns that are expected to change: counted and shown, never alarming.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Where alerts are told.</summary>
    public IReadOnlyList<NotifyChannel> Notify { get; init; } = [];
}
