using System.Globalization;
using System.Text;

namespace Rondo.Expressions.Syntax;

internal enum TokenKind
{
    End,
    Number,
    Text,
    Word,
    QuotedName,
    Symbol,
}

/// <summary>A piece of the text; <see cref="Text"/> is without quotes, and for a symbol or word what was written.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At, double Number = 0)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    public bool IsWord(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a text into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols = ["<>", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ","];

    private static readonly (string Written, string Instead)[] Foreign =
    [
        ("||", "Write concat(a, b) to join texts, or the word or."), ("&&", "Write the word and."), ("|", "Write the word or."),
        ("&", "Write the word and."), ("!", "Write the word not."), ("^", "Write power(x, y)."), ("[", "Write a list in round brackets."),
        (";", "Write one expression only."), ("{", "Write an expression without braces."),
    ];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Lexer(string text) => _text = text;

    /// <summary>The tokens, the last of which is <see cref="TokenKind.End"/>.</summary>
    public static IReadOnlyList<Token> Read(string text)
    {
        if (text.Length > Expression.MaxLength)
        {
            throw new SyntaxException(
                0, "too-long", $"The expression has {text.Length} characters; {Expression.MaxLength} are allowed.", "Make columns of its parts.");
        }

        var lexer = new Lexer(text);
        lexer.RefuseBrokenText();
        while (lexer.Next())
        {
        }

        return lexer._tokens;
    }

    private void RefuseBrokenText()
    {
        for (var i = 0; i < _text.Length; i++)
        {
            var pair = char.IsHighSurrogate(_text[i]) && i + 1 < _text.Length && char.IsLowSurrogate(_text[i + 1]);
            if (_text[i] == '\0' || (char.IsSurrogate(_text[i]) && !pair))
            {
                throw new SyntaxException(i, "bad-character", "The expression holds a character that is no text.", "Remove it.");
            }

            i += pair ? 1 : 0;
        }
    }

    private bool Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        if (_at == _text.Length)
        {
            _tokens.Add(new Token(TokenKind.End, "", _at));
            return false;
        }

        var c = _text[_at];
        _tokens.Add(c switch
        {
            '\'' => Quoted('\'', TokenKind.Text),
            '"' or '`' => Quoted(c, TokenKind.QuotedName),
            _ when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Ahead(1))) => Number(),
            _ when Words.IsBareStart(c) => Word(),
            _ => Symbol(),
        });
        return true;
    }

    private char Ahead(int by) => _at + by < _text.Length ? _text[_at + by] : '\0';

    private Token Quoted(char quote, TokenKind kind)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (true)
        {
            if (_at == _text.Length)
            {
                throw new SyntaxException(start, "open-quote", $"A quote {quote} is opened and not closed.", $"Close it; inside, {quote} is written twice.");
            }

            if (_text[_at] == quote && Ahead(1) != quote)
            {
                _at++;
                break;
            }

            _at += _text[_at] == quote ? 1 : 0;
            value.Append(_text[_at++]);
        }

        return kind == TokenKind.QuotedName && value.Length == 0
            ? throw new SyntaxException(start, "empty-name", "A column's name is empty.", "Write the name between the quotes; text stands in single quotes.")
            : new Token(kind, value.ToString(), start);
    }

    private Token Number()
    {
        var start = _at;
        Digits();
        if (Ahead(0) == '.' && !Words.IsBareStart(Ahead(1)))
        {
            _at++;
            Digits();
        }

        var sign = Ahead(1) is '+' or '-' ? 1 : 0;
        if (Ahead(0) is 'e' or 'E' && char.IsAsciiDigit(Ahead(1 + sign)))
        {
            _at += 1 + sign;
            Digits();
        }

        var written = _text[start.._at];
        var value = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? new Token(TokenKind.Number, written, start, value)
            : throw new SyntaxException(start, "number-too-large", $"The number {Short(written)} is too large.", "The largest number is 1.7976931348623157e308.");
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(Ahead(0)))
        {
            _at++;
        }
    }

    private Token Word()
    {
        var start = _at;
        while (Words.IsBarePart(Ahead(0)) || (Ahead(0) == '.' && Words.IsBareStart(Ahead(1))))
        {
            _at++;
        }

        return new Token(TokenKind.Word, _text[start.._at], start);
    }

    private Token Symbol()
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("==", StringComparison.Ordinal))
        {
            throw new SyntaxException(_at, "unknown-symbol", "'==' is not part of the language.", "Write = to compare.");
        }

        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, _at - symbol.Length);
            }
        }

        foreach (var (written, instead) in Foreign)
        {
            if (rest.StartsWith(written, StringComparison.Ordinal))
            {
                throw new SyntaxException(_at, "unknown-symbol", $"'{written}' is not part of the language.", instead);
            }
        }

        var rune = Rune.GetRuneAt(_text, _at);
        throw new SyntaxException(
            _at, "unknown-symbol", $"'{rune}' is not part of the language.", "A column with such a name is written in double quotes, text in single quotes.");
    }

    private static string Short(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
