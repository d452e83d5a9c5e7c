namespace Rondo.Expressions.Syntax;

/// <summary>Reads what follows the left side of a comparison. Comparisons do not chain.</summary>
internal readonly struct Comparisons(Parser parser)
{
    public Call Parse(Node left, string name)
    {
        var at = parser.Take().At;
        var negated = name is "not";
        if (negated)
        {
            name = parser.Infix()?.Name is var word and ("in" or "between" or "like") ? word : throw parser.Unexpected("'in', 'between' or 'like'");
            parser.Take();
        }

        var comparison = name switch
        {
            "is" => Is(left, at),
            "in" => In(left, at),
            "between" => Between(left, at),
            _ => new Call(at, name, [left, parser.Parse(Power.Sum)]),
        };
        if (parser.Infix() is { Power: Power.Comparison } second)
        {
            throw new SyntaxException(at, "chained", $"Two comparisons stand in a row ('{name}' and '{second.Name}').", "Join them with and, or put one in brackets.");
        }

        return negated ? new Call(at, "not", [comparison]) : comparison;
    }

    private Call Is(Node left, int at)
    {
        var negated = parser.Skip("not");
        parser.Expect("null");
        var isNull = new Call(at, "is null", [left]);
        return negated ? new Call(at, "not", [isNull]) : isNull;
    }

    private Call In(Node left, int at)
    {
        parser.Expect("(");
        return new Call(at, "in", [left, .. parser.List()]);
    }

    private Call Between(Node left, int at)
    {
        var low = parser.Parse(Power.Sum);
        parser.Expect("and");
        return new Call(at, "between", [left, low, parser.Parse(Power.Sum)]);
    }
}
