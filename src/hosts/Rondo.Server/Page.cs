using System.ComponentModel;

namespace Rondo.Server;

/// <summary>Part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Asks for what follows, as <c>cursor</c>; null at the end.</param>
internal sealed record Page<T>(
    [property: Description("In the list's order.")] IReadOnlyList<T> Items,
    [property: Description("Asks for what follows, as `cursor`; null at the end.")] string? Next)
{
    /// <summary>The whole list.</summary>
    public static Page<T> Of(IEnumerable<T> items) => new([.. items], null);

    /// <summary>One more was asked for than fits: where it came, there is more.</summary>
    public static Page<T> Of(IReadOnlyList<T> oneMore, int limit, Func<T, string> cursor) =>
        oneMore.Count > limit ? new([.. oneMore.Take(limit)], cursor(oneMore[limit - 1])) : new(oneMore, null);
}
