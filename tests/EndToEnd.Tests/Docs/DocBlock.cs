namespace Rondo.EndToEnd.Docs;

/// <summary>A fenced or indented block of a page.</summary>
/// <param name="Page">Its page, relative to the repository.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Words">The words behind the fence: <c>sh</c>, <c>run</c>, <c>exit=1</c>; empty for an indented block.</param>
/// <param name="Text">What is between the fences.</param>
internal sealed record DocBlock(string Page, int Line, IReadOnlyList<string> Words, string Text)
{
    public string Language => Words.Count == 0 ? "" : Words[0];

    public bool Has(string word) => Words.Skip(1).Contains(word, StringComparer.Ordinal);

    /// <summary>The value of <c>name=value</c> behind the fence, or null.</summary>
    public string? Value(string name) =>
        Words.Where(w => w.StartsWith(name + "=", StringComparison.Ordinal)).Select(w => w[(name.Length + 1)..]).FirstOrDefault();

    public override string ToString() => $"{Page}:{Line}";
}
