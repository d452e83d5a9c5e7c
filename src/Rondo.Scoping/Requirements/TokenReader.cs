namespace Rondo.Scoping.Requirements;

/// <summary>Walks over the tokens of a sentence; the last one is always the end.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Take() => _at < tokens.Count - 1 ? tokens[_at++] : tokens[_at];

    public bool TakeSign(string sign)
    {
        var found = Current.Is(sign);
        if (found)
        {
            Take();
        }

        return found;
    }

    public bool TakeWord(string word)
    {
        var found = Current.IsWord(word);
        if (found)
        {
            Take();
        }

        return found;
    }
}
