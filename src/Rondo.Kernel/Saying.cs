namespace Rondo.Kernel;

/// <summary>A sentence for people: in English, and by its code in any language a page knows.</summary>
/// <param name="Code">Stable, lower-case, dotted: <c>run.first</c>.</param>
/// <param name="Text">The sentence in English, with the command where there is one.</param>
/// <param name="Args">What the sentence names.</param>
public sealed record Saying(string Code, string Text, IReadOnlyDictionary<string, string> Args)
{
    /// <summary>A sentence that names things.</summary>
    public static Saying Of(string code, string text, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            named[name] = value;
        }

        return new(code, text, named);
    }

    /// <summary>The English sentence.</summary>
    public override string ToString() => Text;
}
