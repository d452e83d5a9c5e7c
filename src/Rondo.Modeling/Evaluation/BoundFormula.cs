using System.Globalization;
using Rondo.Modeling.Metrics;

namespace Rondo.Modeling.Evaluation;

/// <summary>A requirement's bound as a function of the baseline's and the champion's value.</summary>
internal sealed class BoundFormula
{
    private static readonly Dictionary<string, Expressions.ValueKind> Kinds = new(StringComparer.Ordinal) { ["baseline"] = Expressions.ValueKind.Number, ["champion"] = Expressions.ValueKind.Number };

    private readonly Expressions.TypedExpression _expression;

    private BoundFormula(Expressions.TypedExpression expression) => _expression = expression;

    /// <summary>Null for a bound that compares with nobody, and for one with units.</summary>
    public static BoundFormula? Read(string bound)
    {
        var parsed = Expressions.Expression.Parse(bound);
        var typed = parsed.Ok ? Expressions.Checker.Check(parsed.Value, Kinds) : parsed.Failures.ToList();
        return typed.Ok && typed.Value.Columns.Count > 0 ? new(typed.Value) : null;
    }

    /// <summary>The model's value minus the bound's, and the same in each resample; null when something it speaks of was not measured.</summary>
    public (double Value, double[] Replicates)? Distance(Measured? model, Measured? baseline, Measured? champion)
    {
        if (model is null || (Uses("baseline") && baseline is null) || (Uses("champion") && champion is null))
        {
            return null;
        }

        var (b, c) = (baseline ?? Nothing(model), champion ?? Nothing(model));
        var n = Math.Min(model.Replicates.Length, Math.Min(b.Replicates.Length, c.Replicates.Length));
        return (model.Value - Value(b.Value, c.Value), [.. Enumerable.Range(0, n).Select(i => model.Replicates[i] - Value(b.Replicates[i], c.Replicates[i]))]);
    }

    private static Measured Nothing(Measured like) => new("", 0, new double[like.Replicates.Length], null, null);

    private bool Uses(string role) => _expression.Columns.Contains(role, StringComparer.Ordinal);

    private double Value(double baseline, double champion) =>
        Expressions.Evaluator.Evaluate(_expression, name => string.Equals(name, "baseline", StringComparison.Ordinal) ? baseline : champion) is IConvertible number
            ? number.ToDouble(CultureInfo.InvariantCulture)
            : double.NaN;
}
