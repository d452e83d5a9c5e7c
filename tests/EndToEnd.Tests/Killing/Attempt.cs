namespace Rondo.EndToEnd.Killing;

/// <summary>What a run that was killed had said.</summary>
/// <param name="Succeeded">Steps that it reported as done.</param>
/// <param name="WasKilled">Whether it was still at work.</param>
internal sealed record Attempt(IReadOnlySet<string> Succeeded, bool WasKilled)
{
    /// <summary>Reads the lines <c>✓ train  1.20 s</c> and <c>= train  cached</c>; a line that was cut off promises nothing.</summary>
    public static Attempt Parse(string output, bool wasKilled)
    {
        var whole = output[..(output.LastIndexOf('\n') + 1)].Split('\n');
        var succeeded = whole.Where(l => l.StartsWith('✓')).Select(Step).ToHashSet(StringComparer.Ordinal);
        return new(succeeded, wasKilled);
    }

    private static string Step(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
