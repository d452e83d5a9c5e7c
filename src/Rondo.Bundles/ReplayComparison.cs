using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>Compares what a model gives with what it once gave.</summary>
internal static class ReplayComparison
{
    public static Failure? Compare(PredictionBatch expected, PredictionBatch got, Signature signature)
    {
        var output = signature.Task switch
        {
            Signature.Regression => "prediction",
            Signature.Binary => "probability",
            _ => "probability of the label",
        };
        return Numbers(output, expected.Values, got.Values)
            ?? Labels(expected.Labels, got.Labels)
            ?? Probabilities(expected.Probabilities, got.Probabilities, signature.Classes);
    }

    public static Failure Failed(string problem) =>
        new("bundle.replay", problem, "Do not serve it: rebuild the version on this platform, or use the engine version named in its sbom.json.")
        {
            Kind = FailureKind.No,
        };

    private static Failure? Numbers(string output, double[] expected, double[] got)
    {
        var finite = expected.Where(double.IsFinite).Select(Math.Abs).ToList();
        var scale = finite.Count > 0 ? finite.Average() : 0;
        for (var row = 0; row < expected.Length; row++)
        {
            var (e, g) = (expected[row], got[row]);
            var same = e.Equals(g) || Math.Abs(e - g) <= Replay.Tolerance * Math.Max(Math.Abs(e), scale);
            if (!same || (double.IsInfinity(e) && !e.Equals(g)))
            {
                return Mismatch(row, output, e.ToString("R", CultureInfo.InvariantCulture), g.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    private static Failure? Labels(string[]? expected, string[]? got)
    {
        for (var row = 0; row < (expected?.Length ?? 0); row++)
        {
            if (!string.Equals(expected![row], got?[row], StringComparison.Ordinal))
            {
                return Mismatch(row, "label", expected[row], got?[row] ?? "");
            }
        }

        return null;
    }

    private static Failure? Probabilities(double[][]? expected, double[][]? got, IReadOnlyList<string> classes)
    {
        for (var k = 0; expected is not null && got is not null && k < classes.Count; k++)
        {
            var column = k;
            var failure = Numbers($"probability of '{classes[k]}'", [.. expected.Select(p => p[column])], [.. got.Select(p => p[column])]);
            if (failure is not null)
            {
                return failure;
            }
        }

        return null;
    }

    private static Failure Mismatch(int row, string output, string expected, string got)
    {
        var number = row.ToString(CultureInfo.InvariantCulture);
        return Failed($"The model gives another answer than when it was made: sample {number}, {output}: expected {expected}, got {got}.") with
        {
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["row"] = number,
                ["output"] = output,
                ["expected"] = expected,
                ["got"] = got,
            },
        };
    }
}
