using System.Text;

namespace Rondo.Scoping.Requirements;

/// <summary>
/// Cuts a requirement into words, numbers and signs. What stands in the parentheses of <c>slice(…)</c> is one token: it belongs to the
/// expression language.
/// </summary>
internal static class Lexer
{
    private static readonly string[] Signs = ["<=", ">=", "==", "<>", "!=", "=<", "=>", "<", ">", "=", "≤", "≥", "+", "-", "*", "/", "(", ")", ",", "%"];

    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            var token = Next(text, at, tokens);
            tokens.Add(token);
            if (token.Kind is TokenKind.End)
            {
                return tokens;
            }

            at += Length(text, token);
        }
    }

    private static Token Next(string text, int at, List<Token> before)
    {
        if (at >= text.Length)
        {
            return new(TokenKind.End, "", at);
        }

        if (text[at] == '(' && before.Count > 0 && before[^1].IsWord("slice"))
        {
            return Condition(text, at);
        }

        if (IsDigit(text, at) || (text[at] == '.' && IsDigit(text, at + 1)))
        {
            return new(TokenKind.Number, text[at..NumberEnd(text, at)], at);
        }

        return text[at] switch
        {
            '"' => Quoted(text, at),
            '_' => Word(text, at),
            var c when char.IsLetter(c) => Word(text, at),
            _ => Sign(text, at),
        };
    }

    private static Token Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.'))
        {
            end++;
        }

        return new(TokenKind.Word, text[at..end], at);
    }

    private static Token Sign(string text, int at)
    {
        var sign = Array.Find(Signs, s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0)
            ?? throw SentenceException.At(at, "syntax", $"The character '{text.Substring(at, char.IsSurrogatePair(text, at) ? 2 : 1)}' means nothing in a requirement.", "Write: measure, <= or >=, bound, on where.");
        return new(TokenKind.Sign, sign, at);
    }

    private static Token Condition(string text, int at)
    {
        var depth = 0;
        char? quote = null;
        for (var i = at; i < text.Length; i++)
        {
            if (quote is not null)
            {
                quote = text[i] == quote ? null : quote;
                continue;
            }

            switch (text[i])
            {
                case '\'' or '"':
                    quote = text[i];
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return new(TokenKind.Condition, text[(at + 1)..i], at);
            }
        }

        throw SentenceException.At(at, "slice", "The parenthesis of slice( is never closed.", "Write slice(condition), and close every quote in it.");
    }

    private static Token Quoted(string text, int at)
    {
        var name = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                name.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                name.Append(text[i++]);
            }
            else
            {
                return new(TokenKind.Quoted, name.ToString(), at);
            }
        }

        throw SentenceException.At(at, "syntax", "A quoted column name is never closed.", "Close it with \".");
    }

    private static int NumberEnd(string text, int at)
    {
        var end = Digits(text, at);
        if (end < text.Length && text[end] == '.' && IsDigit(text, end + 1))
        {
            end = Digits(text, end + 1);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var sign = end + 1 < text.Length && text[end + 1] is '+' or '-' ? 1 : 0;
            if (IsDigit(text, end + 1 + sign))
            {
                end = Digits(text, end + 1 + sign);
            }
        }

        return end;
    }

    private static int Digits(string text, int at)
    {
        while (IsDigit(text, at))
        {
            at++;
        }

        return at;
    }

    private static bool IsDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static int Length(string text, Token token) => token.Kind switch
    {
        TokenKind.Condition => token.Text.Length + 2,
        TokenKind.Quoted => ClosingQuote(text, token.At) - token.At + 1,
        _ => token.Text.Length,
    };

    private static int ClosingQuote(string text, int at)
    {
        var i = at + 1;
        while (text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"'))
        {
            i += text[i] == '"' ? 2 : 1;
        }

        return i;
    }
}
