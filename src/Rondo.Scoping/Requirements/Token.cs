namespace Rondo.Scoping.Requirements;

/// <summary>A piece of a requirement. <see cref="At"/> counts characters from 0.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool Is(string text) => Kind is TokenKind.Sign && string.Equals(Text, text, StringComparison.Ordinal);

    public bool IsWord(string word) => Kind is TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public string Shown => Kind is TokenKind.End ? "the end" : $"'{Text}'";
}

internal enum TokenKind
{
    Word,
    Quoted,
    Number,
    Sign,
    Condition,
    End,
}
