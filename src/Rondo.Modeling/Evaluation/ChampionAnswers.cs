using Rondo.Bundles;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>What the version in use says for the rows of a table.</summary>
internal static class ChampionAnswers
{
    /// <summary>Its answers in the form and class order of the target; null, and a sentence, when it cannot answer these rows.</summary>
    public static double[]? Of(Bundle champion, Target target, Frame frame, int threads, Action<string> say, CancellationToken ct)
    {
        if (champion.Signature.Inputs.FirstOrDefault(f => frame.Find(f.Name) is null) is { } missing)
        {
            say($"The champion asks for the column '{missing.Name}', which the table does not have: it is not compared.");
            return null;
        }

        if (!champion.Signature.Classes.ToHashSet(StringComparer.Ordinal).SetEquals(target.Classes))
        {
            say("The champion knows other classes: it is not compared.");
            return null;
        }

        using var runner = new GraphRunner(champion.Model.ToArray(), threads);
        return InOrder(runner.Run(frame, ct).Numbers, champion.Signature.Classes, target);
    }

    private static double[] InOrder(double[] answers, IReadOnlyList<string> classes, Target target)
    {
        if (target.Task == TaskKind.Regression || classes.SequenceEqual(target.Classes, StringComparer.Ordinal))
        {
            return answers;
        }

        if (target.Task == TaskKind.Binary)
        {
            return Array.ConvertAll(answers, p => 1 - p);
        }

        var from = target.Classes.Select(c => classes.ToList().IndexOf(c)).ToArray();
        return [.. Enumerable.Range(0, answers.Length).Select(i => answers[i - (i % from.Length) + from[i % from.Length]])];
    }
}
