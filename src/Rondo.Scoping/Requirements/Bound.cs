using System.Globalization;

namespace Rondo.Scoping.Requirements;

/// <summary>What a measure is compared with: arithmetic over numbers, <c>baseline</c> and <c>champion</c>.</summary>
internal abstract record Bound(int At)
{
    /// <summary>How tightly it binds: sums 1, products 2, the rest 3.</summary>
    protected virtual int Strength => 3;

    /// <summary>The words it depends on.</summary>
    public virtual IEnumerable<string> References => [];

    /// <summary>Its value; NaN where it has none.</summary>
    public abstract double Value(Func<string, double> reference);

    protected abstract string Write();

    public sealed override string ToString() => Write();

    protected static string Inside(Bound part, int strength) => part.Strength < strength ? $"({part})" : part.ToString();
}

/// <summary>A number in a base unit (<c>s</c>, <c>B</c>), or with none. <paramref name="Percent"/>: it was written with a percent sign.</summary>
internal sealed record BoundNumber(double Number, string Unit, bool Percent, int At) : Bound(At)
{
    public override double Value(Func<string, double> reference) => Number;

    protected override string Write()
    {
        var number = Number.ToString("R", CultureInfo.InvariantCulture);
        return Unit.Length == 0 ? number : $"{number} {Unit}";
    }
}

/// <summary><c>baseline</c> or <c>champion</c>: the same measure of that model.</summary>
internal sealed record BoundReference(string Name, int At) : Bound(At)
{
    public override IEnumerable<string> References => [Name];

    public override double Value(Func<string, double> reference) => reference(Name);

    protected override string Write() => Name;
}

/// <summary>A sign in front.</summary>
internal sealed record BoundNegation(Bound Inner, int At) : Bound(At)
{
    public override IEnumerable<string> References => Inner.References;

    public override double Value(Func<string, double> reference) => -Inner.Value(reference);

    protected override string Write() => $"-{Inside(Inner, 3)}";
}

/// <summary>A sum, difference, product or quotient. A division by zero has no value.</summary>
internal sealed record BoundOperation(Bound Left, char Operator, Bound Right, int At) : Bound(At)
{
    protected override int Strength => Operator is '+' or '-' ? 1 : 2;

    public override IEnumerable<string> References => Left.References.Concat(Right.References);

    public override double Value(Func<string, double> reference)
    {
        var (left, right) = (Left.Value(reference), Right.Value(reference));
        return Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            _ => right == 0 ? double.NaN : left / right,
        };
    }

    protected override string Write() => $"{Inside(Left, Strength)} {Operator} {Inside(Right, Strength + 1)}";
}
