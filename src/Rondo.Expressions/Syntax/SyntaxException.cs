using Rondo.Kernel;

namespace Rondo.Expressions.Syntax;

/// <summary>Carries a failure out of the parser's recursion; never leaves <see cref="Expression.Parse"/>.</summary>
internal sealed class SyntaxException(int offset, string code, string problem, string remedy) : Exception(problem)
{
    public int Offset => offset;

    public Failure At(Place place) => new("expression." + code, Message, remedy, place);
}
