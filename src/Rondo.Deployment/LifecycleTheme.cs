namespace Rondo.Deployment;

/// <summary>One of the seven themes of the lifecycle, as it stands in a project.</summary>
/// <param name="Id"><c>scope</c>, <c>data-define</c>, <c>data-label</c>, <c>model-train</c>, <c>model-errors</c>, <c>deploy</c> or <c>monitor</c>.</param>
/// <param name="Stage"><c>scoping</c>, <c>data</c>, <c>modelling</c> or <c>deployment</c>.</param>
/// <param name="State">How it stands.</param>
/// <param name="Text">A few words.</param>
public sealed record LifecycleTheme(string Id, string Stage, ThemeState State, string Text);

/// <summary>How a theme stands; the later, the more it needs somebody.</summary>
public enum ThemeState
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>At work now.</summary>
    Running,

    /// <summary>Somebody should look.</summary>
    Attention,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>Work that went from one theme to another.</summary>
/// <param name="From">A theme.</param>
/// <param name="To">A theme.</param>
/// <param name="IsBack">Whether a finding sent the work back.</param>
/// <param name="Count">How often it was travelled.</param>
/// <param name="LastAt">When it was travelled last.</param>
/// <param name="Reason">Why it was travelled last.</param>
public sealed record LifecycleEdge(string From, string To, bool IsBack, long Count, DateTimeOffset? LastAt, string? Reason);
