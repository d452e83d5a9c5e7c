namespace Rondo.Expressions.Syntax;

/// <summary>Builds a tree by precedence climbing (Pratt 1973). The grammar is in <c>docs/reference/expressions.md</c>.</summary>
internal sealed class Parser(IReadOnlyList<Token> tokens)
{
    private const int MaxNesting = 100;
    private const int MaxDepth = 250;

    private int _at;
    private int _nesting;

    private Token Current => tokens[_at];

    public Node ParseAll()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw new SyntaxException(0, "empty", "The expression is empty.", "Write one, such as: hour between 7 and 18.");
        }

        var root = Parse(0);
        return Current.Kind == TokenKind.End ? root : throw Unexpected("an operator or the end");
    }

    /// <summary>Reads what binds at least as tightly as <paramref name="power"/>.</summary>
    internal Node Parse(int power)
    {
        var isSigned = Current.IsSymbol("-") || Current.IsSymbol("+");
        var isNegated = Current.IsWord("not");
        var deeper = power == 0 || isSigned || isNegated ? 1 : 0;
        _nesting += deeper;
        if (_nesting > MaxNesting)
        {
            throw TooDeep();
        }

        var left = isNegated ? Not(power) : isSigned ? Signed() : Primary();
        while (Infix() is { } infix && infix.Power >= power)
        {
            left = infix.Power switch
            {
                Power.Or or Power.And => Chain(left, infix),
                Power.Comparison => new Comparisons(this).Parse(left, infix.Name),
                _ => Binary(left, infix),
            };
            if (left.Depth > MaxDepth)
            {
                throw TooDeep();
            }
        }

        _nesting -= deeper;
        return left;
    }

    internal Token Take() => tokens[_at++];

    internal Token? TakeText() => Current.Kind == TokenKind.Text ? Take() : null;

    internal bool Skip(string wordOrSymbol)
    {
        var found = Current.IsWord(wordOrSymbol) || Current.IsSymbol(wordOrSymbol);
        _at += found ? 1 : 0;
        return found;
    }

    internal void Expect(string wordOrSymbol)
    {
        if (!Skip(wordOrSymbol))
        {
            throw Unexpected($"'{wordOrSymbol}'");
        }
    }

    internal SyntaxException Unexpected(string expected) => Current.Kind switch
    {
        TokenKind.End => new SyntaxException(Current.At, "unexpected-end", $"The expression ends where {expected} was expected.", "Complete it."),
        TokenKind.Text => new SyntaxException(
            Current.At, "unexpected", $"The text '{Current.Text}' stands where {expected} was expected.", "Check the operators and brackets before it."),
        _ => new SyntaxException(
            Current.At, "unexpected", $"'{Current.Text}' stands where {expected} was expected.", "Check the operators and brackets before it."),
    };

    internal List<Node> List()
    {
        var items = new List<Node>();
        do
        {
            items.Add(Parse(0));
        }
        while (Skip(","));
        Expect(")");
        return items;
    }

    /// <summary>The operator that stands here, and its power; null where none does.</summary>
    internal (string Name, int Power)? Infix()
    {
        var name = Current.Kind is TokenKind.Word or TokenKind.Symbol ? Current.Text.ToLowerInvariant() : "";
        return Power.Of(name) is { } power ? (string.Equals(name, "!=", StringComparison.Ordinal) ? "<>" : name, power) : null;
    }

    private SyntaxException TooDeep() =>
        new(Current.At, "too-deep", $"The expression nests more than {MaxNesting} deep, or chains more than {MaxDepth} operators.", "Make columns of its parts.");

    private Call Not(int power)
    {
        var at = Current.At;
        if (power > Power.Not)
        {
            throw new SyntaxException(at, "unexpected", "'not' stands inside a comparison or a calculation.", "Put it and what it negates in brackets.");
        }

        _at++;
        return new Call(at, "not", [Parse(Power.Not)]);
    }

    private Node Signed()
    {
        var sign = Take();
        var operand = Parse(Power.Sign);
        return (sign.Text, operand) switch
        {
            ("+", _) => operand,
            (_, Literal { Value: double value }) => new Literal(sign.At, -value),
            _ => new Call(sign.At, "-", [operand]),
        };
    }

    private Node Primary()
    {
        var value = new Primaries(this).Parse(Current);
        if (Current.Kind == TokenKind.Word && Words.Units.TryGetValue(Current.Text, out var unit))
        {
            return new Call(Take().At, Words.UnitPrefix + unit, [value]);
        }

        return Current.IsWord("months") || Current.IsWord("month") || Current.IsWord("years") || Current.IsWord("year")
            ? throw new SyntaxException(Current.At, "unknown-unit", $"{Current.Text} have no fixed length.", "Write weeks, days, hours, minutes or seconds.")
            : value;
    }

    private Call Chain(Node left, (string Name, int Power) infix)
    {
        var at = Current.At;
        var parts = new List<Node> { left };
        while (Skip(infix.Name))
        {
            parts.Add(Parse(infix.Power + 1));
        }

        return new Call(at, infix.Name, parts);
    }

    private Call Binary(Node left, (string Name, int Power) infix)
    {
        var at = Take().At;
        return new Call(at, infix.Name, [left, Parse(infix.Power + 1)]);
    }
}
