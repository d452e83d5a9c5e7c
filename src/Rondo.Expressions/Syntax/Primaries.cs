using System.Globalization;

namespace Rondo.Expressions.Syntax;

/// <summary>Reads constants, names, calls, brackets and <c>case</c>.</summary>
internal readonly struct Primaries(Parser parser)
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];

    private static readonly string[] TimestampForms =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFF"];

    public Node Parse(Token token) => token.Kind switch
    {
        TokenKind.Number => new Literal(parser.Take().At, token.Number),
        TokenKind.Text => new Literal(parser.Take().At, token.Text),
        TokenKind.QuotedName => new Name(parser.Take().At, token.Text),
        TokenKind.Symbol when parser.Skip("(") => Bracketed(),
        TokenKind.Word => Word(token),
        _ => throw parser.Unexpected("a value"),
    };

    private Node Bracketed()
    {
        var inside = parser.Parse(0);
        parser.Expect(")");
        return inside;
    }

    private Node Word(Token token) => token.Text.ToLowerInvariant() switch
    {
        "true" => new Literal(parser.Take().At, true),
        "false" => new Literal(parser.Take().At, false),
        "null" => new Literal(parser.Take().At, null),
        "case" => Case(),
        var word when !Words.Reserved.Contains(word) => Named(word),
        _ => throw parser.Unexpected("a value"),
    };

    private Node Named(string word)
    {
        var name = parser.Take();
        if (parser.Skip("("))
        {
            return new Call(name.At, word, parser.Skip(")") ? [] : parser.List());
        }

        return word is "date" or "timestamp" && parser.TakeText() is { } text ? Time(word, text) : new Name(name.At, name.Text);
    }

    private static Literal Time(string word, Token text)
    {
        var date = word is "date";
        return DateTime.TryParseExact(text.Text, date ? DateForms : TimestampForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new Literal(text.At, time)
            : throw new SyntaxException(
                text.At, "bad-time", $"'{text.Text}' is no {word}.", date ? "Write it as date '2011-01-31'." : "Write it as timestamp '2011-01-31 17:30:00'.");
    }

    private Call Case()
    {
        var at = parser.Take().At;
        var parts = new List<Node>();
        if (!parser.Skip("when"))
        {
            throw parser.Unexpected("'when' (write case when x = 1 then …)");
        }

        do
        {
            parts.Add(parser.Parse(0));
            parser.Expect("then");
            parts.Add(parser.Parse(0));
        }
        while (parser.Skip("when"));
        if (parser.Skip("else"))
        {
            parts.Add(parser.Parse(0));
        }

        parser.Expect("end");
        return new Call(at, "case", parts);
    }
}
