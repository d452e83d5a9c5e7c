using System.Globalization;
using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Capture;

/// <summary>Whether feedback can be meant.</summary>
internal static class FeedbackChecks
{
    private const int Listed = 20;

    /// <summary>All truths in their one form, and what is wrong with those that have none.</summary>
    public static (List<Feedback> Normal, List<Failure> Failures) Normalise(Signature signature, IReadOnlyList<Feedback> items)
    {
        var (normal, failures) = (new List<Feedback>(items.Count), new List<Failure>());
        for (var i = 0; i < items.Count && failures.Count < Listed; i++)
        {
            var truth = TruthForm.Of(signature, items[i].Truth);
            if (!PredictionId.IsValid(items[i].PredictionId))
            {
                failures.Add(At(PredictionId.Bad(items[i].PredictionId, row: null), i));
            }
            else if (truth.Ok)
            {
                normal.Add(items[i] with { Truth = truth.Value });
            }
            else
            {
                failures.Add(At(truth.Failures[0], i));
            }
        }

        return (normal, failures);
    }

    /// <summary>Says of a failure which entry it is about.</summary>
    public static Failure At(Failure failure, int entry) => failure with
    {
        Problem = string.Create(CultureInfo.InvariantCulture, $"Entry {entry}: {failure.Problem}"),
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["row"] = entry.ToString(CultureInfo.InvariantCulture) },
    };
}
