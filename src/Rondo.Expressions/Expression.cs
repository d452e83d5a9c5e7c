using Rondo.Expressions.Syntax;
using Rondo.Kernel;

namespace Rondo.Expressions;

/// <summary>
/// A parsed sentence of Rondo's expression language (<c>docs/reference/expressions.md</c>): its form is right, its names and types are
/// not yet checked. Immutable.
/// </summary>
public sealed class Expression
{
    /// <summary>The longest text that is read, in UTF-16 units.</summary>
    public const int MaxLength = 10_000;

    private readonly Place _place;

    private Expression(string text, Place place, Node root) => (Text, _place, Root) = (text, place, root);

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    internal Node Root { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="text">At most <see cref="MaxLength"/> long; at most 100 brackets, functions and signs deep, 250 operations in all.</param>
    /// <param name="place">Where the text begins in the user's file; failures name the line and column counted from there.</param>
    /// <returns>The expression, or one failure with a code <c>expression.*</c>.</returns>
    public static Result<Expression> Parse(string text, Place? place = null)
    {
        var start = place ?? new Place("expression", 1, 1);
        try
        {
            return new Expression(text, start, new Parser(Lexer.Read(text)).ParseAll());
        }
        catch (SyntaxException e)
        {
            return e.At(PlaceOf(text, start, e.Offset));
        }
    }

    /// <summary>The normal form: it parses to the same tree, with the fewest brackets, and keywords and functions in lower case.</summary>
    public override string ToString() => Printer.Print(Root);

    internal Place PlaceOf(int offset) => PlaceOf(Text, _place, offset);

    private static Place PlaceOf(string text, Place start, int offset)
    {
        if (start.Column == 0)
        {
            return start;
        }

        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        var lines = before.Count('\n');
        return lines == 0
            ? start with { Column = start.Column + before.Length }
            : start with { Line = start.Line + lines, Column = before.Length - before.LastIndexOf('\n') };
    }
}
