namespace Rondo.Deployment.Monitoring;

/// <summary>A part of the answers whose errors explain that errors grew.</summary>
/// <param name="Column">The column; null for a declared condition.</param>
/// <param name="Label">What is in it, or the condition.</param>
/// <param name="Rows">Answers in it.</param>
/// <param name="Share">Of all answers.</param>
/// <param name="Error">Their mean error: of numbers the distance from the truth, of classes the share of wrong ones.</param>
/// <param name="Low">95 % interval of <paramref name="Error"/>.</param>
/// <param name="High">95 % interval of <paramref name="Error"/>.</param>
/// <param name="Others">The mean error elsewhere.</param>
/// <param name="Before">The mean error in it among the version's first answers; null where there were too few.</param>
/// <param name="OthersBefore">The mean error elsewhere among the version's first answers.</param>
/// <param name="Contribution">How much smaller the mean error of all answers would be, had it not grown here by more than elsewhere.</param>
/// <param name="Q">Probability of such an excess by chance, adjusted for all parts looked at.</param>
internal sealed record ErrorSlice(
    string? Column, string Label, int Rows, double Share, double Error, double Low, double High, double Others, double? Before, double? OthersBefore, double Contribution, double Q);

/// <summary>A part of the rows that could explain errors: a cell of a column, or a declared condition.</summary>
internal readonly record struct SlicePart(string? Column, string Label);

/// <summary>Errors of answers, and in which part of each grouping each answer is: -1 for none.</summary>
internal sealed record SlicedErrors(double[] Errors, int[][] Parts);
