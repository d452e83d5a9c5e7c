using System.Globalization;

namespace Rondo.Pipelines.Executors;

/// <summary>What a running child says about itself among the lines of its output.</summary>
/// <param name="token">Begins the lines of our own worker; null for a script, whose only word is <c>progress 0.4 text</c>.</param>
/// <param name="progress">Told how far the step is.</param>
/// <param name="metric">Told key, value and step.</param>
internal sealed class StepSignals(string? token, Action<double?, string> progress, Action<string, double, long> metric)
{
    /// <summary>Tells how far the step is.</summary>
    public void Progress(double? share, string text) => progress(share, text);

    /// <summary>Tells a metric.</summary>
    public void Metric(string key, double value, long step) => metric(key, value, step);

    /// <summary>Whether the line was such a word, and so is no log.</summary>
    public bool Take(string line)
    {
        if (token is not null)
        {
            if (!line.StartsWith(token, StringComparison.Ordinal))
            {
                return false;
            }

            line = line[token.Length..].TrimStart();
        }

        var words = line.Split(' ', 3);
        return words[0] switch
        {
            "progress" when words.Length > 1 && Share(words[1]) is var (share, ok) && ok => Tell(() => progress(share, words.Length > 2 ? words[2] : "")),
            "metric" when token is not null => Metric(line.Split(' ')),
            _ => token is not null,
        };
    }

    private bool Metric(string[] words)
    {
        if (words.Length == 4 && double.TryParse(words[2], CultureInfo.InvariantCulture, out var value) && long.TryParse(words[3], CultureInfo.InvariantCulture, out var step))
        {
            metric(Uri.UnescapeDataString(words[1]), value, step);
        }

        return true;
    }

    private static (double? Share, bool Ok) Share(string text) =>
        text is "?" ? (null, true)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? (share, true)
        : (null, false);

    private static bool Tell(Action act)
    {
        act();
        return true;
    }
}
