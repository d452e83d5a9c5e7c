namespace Rondo.Scoping.Requirements;

/// <summary>Refuses sentences that have the right form but cannot be meant: units that do not fit, the wrong direction, impossible bounds.</summary>
internal static class Sense
{
    // What kind of number a part of a bound is: a bare number may be either of the others where the measure has no unit of its own.
    private enum Dimension
    {
        Bare,
        Factor,
        Quantity,
    }

    public static void Check(MeasureTerm term, Token sign, Bound bound, MeasuringPlace where)
    {
        CheckUnits(term.Measure, bound);
        CheckReferences(term.Measure, bound, where);
        CheckDirection(term, sign, bound);
        CheckRange(term, sign, bound);
    }

    private static void CheckUnits(Measure measure, Bound bound)
    {
        if (DimensionOf(bound, measure) is Dimension.Factor)
        {
            throw measure switch
            {
                { Unit: "s" } => SentenceException.At(bound.At, "unit", "A duration needs its unit.", $"Write for example: {bound} ms."),
                { Unit: "B" } => SentenceException.At(bound.At, "unit", "A size needs its unit.", $"Write for example: {bound} MB."),
                _ => SentenceException.At(bound.At, "unit", $"{measure.Name} is in the target's own unit, not a share.", "Write the number without %, or a share of something: 70 % * baseline."),
            };
        }
    }

    private static Dimension DimensionOf(Bound bound, Measure measure) => bound switch
    {
        BoundNumber n => OfNumber(n, measure),
        BoundReference => measure.Unit.Length > 0 || measure.InTargetUnit ? Dimension.Quantity : Dimension.Bare,
        BoundNegation n => DimensionOf(n.Inner, measure),
        BoundOperation o => OfOperation(o, DimensionOf(o.Left, measure), DimensionOf(o.Right, measure), measure),
        _ => throw new InvalidOperationException($"Unknown part of a bound: {bound.GetType().Name}."),
    };

    private static Dimension OfNumber(BoundNumber number, Measure measure) => (number, measure) switch
    {
        ({ Unit.Length: > 0 }, _) => Dimension.Quantity,
        (_, { Unit.Length: > 0 }) => Dimension.Factor,
        ({ Percent: true }, { InTargetUnit: true }) => Dimension.Factor,
        _ => Dimension.Bare,
    };

    private static Dimension OfOperation(BoundOperation operation, Dimension left, Dimension right, Measure measure) => (operation.Operator, left, right) switch
    {
        ('+' or '-', Dimension.Bare, _) => right,
        ('+' or '-', _, Dimension.Bare) => left,
        ('+' or '-', _, _) when left == right => left,
        ('+' or '-', _, _) => throw Misfit(operation, measure, "add or subtract a plain number and a quantity"),
        ('*', Dimension.Quantity, Dimension.Quantity) => throw Misfit(operation, measure, "multiply two quantities"),
        ('*', Dimension.Quantity, _) or ('*', _, Dimension.Quantity) => Dimension.Quantity,
        ('/', Dimension.Quantity, Dimension.Quantity) => Dimension.Factor,
        ('/', _, Dimension.Quantity) => throw Misfit(operation, measure, "divide by a quantity"),
        (_, Dimension.Bare, Dimension.Bare) => Dimension.Bare,
        (_, Dimension.Quantity, _) => Dimension.Quantity,
        _ => measure.InTargetUnit && (left is Dimension.Bare || right is Dimension.Bare) ? Dimension.Bare : Dimension.Factor,
    };

    private static SentenceException Misfit(BoundOperation operation, Measure measure, string what) =>
        SentenceException.At(operation.At, "unit", $"'{operation}' does not make sense for {measure.Name}: one cannot {what}.",
            measure.Unit.Length > 0 ? $"Give the number a unit: {string.Join(", ", Units.Of(measure.Unit))}." : "Multiply baseline or champion by a number, or add a number to it.");

    private static void CheckReferences(Measure measure, Bound bound, MeasuringPlace where)
    {
        // How well people do is said by the charter, and holds in production too; whether it is, is not seen from here.
        bool Known(string reference) => where.Compared.Contains(reference, StringComparer.Ordinal)
            || (measure.Reach is Reach.Predictions && reference is "baseline");

        if (bound.References.FirstOrDefault(r => !Known(r)) is not { } reference)
        {
            return;
        }

        if (string.Equals(measure.Role, "data", StringComparison.Ordinal))
        {
            throw SentenceException.At(bound.At, "bound", $"{measure.Name} is about data, and {reference} is a model.", "Compare it with a number.");
        }

        throw SentenceException.At(bound.At, "bound", $"{measure.Name} of the {reference} is not measured{(where.Split.Length == 0 ? "" : $" on {where.Split}")}.",
            where.Compared.Count == 0 ? "Compare it with a number." : $"Compare it with a number or the {where.Compared[0]}.");
    }

    private static void CheckDirection(MeasureTerm term, Token sign, Bound bound)
    {
        var upper = sign.Text is "<=" or "<";
        if (string.Equals(sign.Text, "=", StringComparison.Ordinal))
        {
            if (!term.Measure.Exact)
            {
                throw SentenceException.At(sign.At, "direction", $"An estimate such as {term.Measure.Name} is never exactly equal to a number.", term.Measure.Better switch
                {
                    Better.Lower => "Did you mean '<='?",
                    Better.Higher => "Did you mean '>='?",
                    _ => "Write two requirements, one with >= and one with <=.",
                });
            }

            return;
        }

        // Any size and any amount of data may be a limit in either direction; a metric that has to be bad may not.
        if (term.Measure is { Exact: true } or { Better: Better.Neither } || upper == term.Measure.Better is Better.Lower)
        {
            return;
        }

        var meant = upper ? sign.Text.Replace('<', '>') : sign.Text.Replace('>', '<');
        throw SentenceException.At(sign.At, "direction", $"{Capital(term.Measure.Better is Better.Lower ? "less" : "more")} of {term.Name} is better: '{term.Name} {sign.Text} {bound}' asks for a bad one.", $"Did you mean '{meant}'?");
    }

    private static void CheckRange(MeasureTerm term, Token sign, Bound bound)
    {
        if (bound.References.Any())
        {
            return;
        }

        var (measure, value) = (term.Measure, bound.Value(_ => double.NaN));
        if (!double.IsFinite(value))
        {
            throw SentenceException.At(bound.At, "range", $"The bound '{bound}' has no value.", "Do not divide by zero, and stay below 1e308.");
        }

        if (value > measure.Maximum || value < measure.Minimum || Strict(measure, sign, value))
        {
            var percent = measure.Maximum is not null && value is > 1 and <= 100 && measure.Minimum is 0;
            throw SentenceException.At(bound.At, "range", $"{measure.Name} is {Range(measure)}: '{term.Name} {sign.Text} {Units.Show(value, measure.Unit)}' can never decide anything.",
                percent ? $"Did you mean {Units.Show(value, "")} %?" : "Choose a bound that some models meet and some do not.");
        }
    }

    private static bool Strict(Measure measure, Token sign, double value) =>
        (string.Equals(sign.Text, ">", StringComparison.Ordinal) && value >= measure.Maximum)
        || (string.Equals(sign.Text, "<", StringComparison.Ordinal) && value <= measure.Minimum);

    private static string Range(Measure measure) => (measure.Minimum, measure.Maximum) switch
    {
        ({ } low, { } high) => $"from {Units.Show(low, "")} to {Units.Show(high, "")}",
        ({ } low, null) => $"at least {Units.Show(low, measure.Unit)}",
        (null, { } high) => $"at most {Units.Show(high, "")}",
        _ => "any number",
    };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
