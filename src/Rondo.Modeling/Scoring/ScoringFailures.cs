using Rondo.Kernel;

namespace Rondo.Modeling.Scoring;

/// <summary>The failures of this slice; codes begin with <c>predict.</c>.</summary>
internal static class ScoringFailures
{
    public static Failure World(string code, string problem, string remedy, Place? place = null) =>
        new(code, problem, remedy, place) { Kind = FailureKind.World };

    public static FailureException Misuse(string code, string problem, string remedy, Place? place = null) => new(new Failure(code, problem, remedy, place));
}
