namespace Rondo.Deployment.Drift;

/// <summary>One column's part in the judgement of a window.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Q">Its p-value, adjusted for all columns judged together.</param>
/// <param name="Drifted">Whether the effect above noise exceeds the threshold, and chance does not explain it.</param>
internal sealed record ColumnJudgement(string Column, DriftFinding Finding, double Q, bool Drifted);

/// <summary>
/// Judges the columns of a window together: an effect above noise of more than a practical threshold, and an adjusted p-value of at most a
/// level. The level is half of the stated alarm rate; the other half belongs to the checks of data quality.
/// </summary>
internal static class DriftFamily
{
    /// <summary>The level for an alarm rate.</summary>
    public static double Level(double alarmRate) => alarmRate / 2;

    public static IReadOnlyList<ColumnJudgement> Judge(IReadOnlyList<(string Column, DriftFinding Finding)> columns, double level, double threshold)
    {
        var adjusted = BenjaminiHochberg.Adjust([.. columns.Select(c => c.Finding.P)]);
        return [.. columns.Select((c, i) => new ColumnJudgement(c.Column, c.Finding, adjusted[i], adjusted[i] <= level && c.Finding.Excess > threshold))];
    }
}
