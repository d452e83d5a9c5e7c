using Rondo.Expressions;
using Rondo.Kernel;

namespace Rondo.Scoping.Requirements;

/// <summary>The condition of a slice.</summary>
internal static class SliceCondition
{
    /// <summary>The one form of a condition; throws the failures of one that cannot be read.</summary>
    public static string NormalForm(string text, Place place) => Expression.Parse(text, place).Value.ToString();
}
