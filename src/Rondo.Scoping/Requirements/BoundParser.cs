using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Scoping.Requirements;

/// <summary>
/// Reads a bound by recursive descent: sums of products of numbers, <c>baseline</c>, <c>champion</c> and parentheses. A number may carry
/// a unit, which is turned to the base unit at once.
/// </summary>
internal sealed class BoundParser(TokenReader tokens, Measure measure)
{
    private const int MaximumDepth = 50;
    private static readonly string[] References = ["baseline", "champion"];
    private static readonly string[] After = ["on", "warn", "and"];
    private int _depth;

    /// <summary>Reads what was written by <see cref="Bound.ToString"/>.</summary>
    public static Bound Parse(string text, Measure measure)
    {
        var tokens = new TokenReader(Lexer.Cut(text));
        var bound = new BoundParser(tokens, measure).Parse();
        return tokens.Current.Kind is TokenKind.End
            ? bound
            : throw SentenceException.At(tokens.Current.At, "bound", $"The bound ends before {tokens.Current.Shown}.", "Write a number, or arithmetic over baseline, champion and numbers.");
    }

    public Bound Parse()
    {
        var left = Product();
        while (tokens.Current.Is("+") || tokens.Current.Is("-"))
        {
            var sign = tokens.Take();
            left = new BoundOperation(left, sign.Text[0], Product(), sign.At);
        }

        return left;
    }

    private Bound Product()
    {
        var left = Factor();
        while (tokens.Current.Is("*") || tokens.Current.Is("/"))
        {
            var sign = tokens.Take();
            left = new BoundOperation(left, sign.Text[0], Factor(), sign.At);
        }

        return left;
    }

    private Bound Factor()
    {
        var token = tokens.Take();
        if (++_depth > MaximumDepth)
        {
            throw SentenceException.At(token.At, "bound", "The bound is nested too deeply.", "Write it with fewer parentheses.");
        }

        Bound bound = token switch
        {
            { Kind: TokenKind.Number } => Number(token),
            { Kind: TokenKind.Word } => Reference(token),
            _ when token.Is("-") => Negated(token),
            _ when token.Is("(") => Parenthesis(token),
            _ => throw SentenceException.At(token.At, "bound", $"A bound is missing before {token.Shown}.", Example()),
        };
        _depth--;
        return bound;
    }

    private Bound Negated(Token sign) => Factor() switch
    {
        BoundNumber n => n with { Number = -n.Number, At = sign.At },
        var inner => new BoundNegation(inner, sign.At),
    };

    private Bound Parenthesis(Token open)
    {
        var inner = Parse();
        return tokens.TakeSign(")")
            ? inner
            : throw SentenceException.At(open.At, "bound", "A parenthesis of the bound is never closed.", "Close it with ).");
    }

    private static BoundReference Reference(Token word)
    {
        var known = Array.Find(References, r => word.IsWord(r));
        if (known is not null)
        {
            return new(known, word.At);
        }

        if (After.Any(word.IsWord))
        {
            throw SentenceException.At(word.At, "bound", $"A bound is missing before '{word.Text}'.", "Write a number, or arithmetic over baseline, champion and numbers.");
        }

        var near = NearestName.Of(word.Text, References);
        throw SentenceException.At(word.At, "bound", $"A bound cannot speak of '{word.Text}'.",
            near is null ? "It is made of numbers, baseline and champion." : $"Did you mean '{near}'?");
    }

    private BoundNumber Number(Token token)
    {
        if (!double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw SentenceException.At(token.At, "bound", $"'{token.Text}' is too large a number.", "Write a smaller one.");
        }

        if (tokens.Current.Is(",") && tokens.Next.Kind is TokenKind.Number)
        {
            throw SentenceException.At(token.At, "bound", $"'{token.Text},{tokens.Next.Text}' is not a number.", "Write it without commas; the decimal sign is a point.");
        }

        if (tokens.TakeSign("%"))
        {
            return new(value / 100, "", true, token.At);
        }

        if (tokens.Current.Kind is not TokenKind.Word || After.Any(tokens.Current.IsWord))
        {
            return new(value, "", false, token.At);
        }

        return Quantity(value, token);
    }

    private BoundNumber Quantity(double value, Token token)
    {
        var word = tokens.Current;
        if (Units.Find(word.Text) is not var (unit, convert))
        {
            var split = Split.Named(word.Text) is not null || word.IsWord("slice");
            throw split
                ? SentenceException.At(word.At, "where", $"'{word.Text}' needs the word 'on' before it.", word.IsWord("slice") ? "Write: on slice(condition)." : $"Write: on {word.Text}.")
                : SentenceException.At(word.At, "unit", $"'{word.Text}' is not a unit.", UnitRemedy(word.Text));
        }

        tokens.Take();
        return string.Equals(unit, measure.Unit, StringComparison.Ordinal)
            ? new(convert(value), unit, false, token.At)
            : throw SentenceException.At(word.At, "unit", $"{measure.Name} is not measured in {word.Text}.", Example());
    }

    private string UnitRemedy(string word)
    {
        string[] units = [.. Units.Of(measure.Unit)];
        if (units.Length == 0)
        {
            return measure.InTargetUnit
                ? $"{measure.Name} is in the target's own unit: write the number alone."
                : $"{measure.Name} has no unit: write the number alone, or with %.";
        }

        var near = NearestName.Of(word, units);
        return near is null ? $"Write one of: {string.Join(", ", units)}." : $"Did you mean '{near}'? It may be: {string.Join(", ", units)}.";
    }

    private string Example() => measure switch
    {
        { Unit: "s" } => "Write a duration, for example 20 ms or 1.2 * baseline.",
        { Unit: "B" } => "Write a size, for example 20 MB or 1.2 * champion.",
        { InTargetUnit: true } => "Write a number in the target's unit, for example 60 or 0.7 * baseline.",
        { Exact: true, Maximum: null } => "Write a number, for example 10000.",
        _ => "Write a number, for example 0.9, 90 % or 1.1 * baseline.",
    };
}
