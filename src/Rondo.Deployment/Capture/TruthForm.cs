using System.Globalization;
using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Capture;

/// <summary>The one form of a truth: a number in invariant, shortest form for regression, a known class otherwise.</summary>
public static class TruthForm
{
    /// <summary>The truth in its one form; or <c>feedback.truth</c> with what it may be.</summary>
    public static Result<string> Of(Signature signature, string truth)
    {
        if (signature.Task is Signature.Regression)
        {
            return double.TryParse(truth, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= float.MaxValue
                ? number.ToString("R", CultureInfo.InvariantCulture)
                : Wrong($"'{Shown(truth)}' is no number up to 3.4e38, and the truth of a regression is one.", "Write it like 12.5.");
        }

        if (signature.Classes.Contains(truth, StringComparer.Ordinal))
        {
            return truth;
        }

        var near = NearestName.Of(truth.Length > 100 ? "" : truth, signature.Classes);
        var classes = string.Join(", ", signature.Classes.Take(20)) + (signature.Classes.Count > 20 ? " …" : "");
        return Wrong($"'{Shown(truth)}' is none of the model's classes.", near is null ? $"The classes are {classes}." : $"Did you mean '{near}'? The classes are {classes}.");
    }

    private static string Shown(string truth) => truth.Length > 60 ? truth[..60] + "…" : truth;

    private static Failure Wrong(string problem, string remedy) => new("feedback.truth", problem, remedy);
}
