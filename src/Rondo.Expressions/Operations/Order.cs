namespace Rondo.Expressions.Operations;

/// <summary>The order of values of one kind. Texts go by their UTF-8 bytes, which is the order of their code points.</summary>
internal static class Order
{
    public static IComparer<object?> Comparer { get; } = Comparer<object?>.Create((a, b) => Compare(a!, b!));

    public static int Compare(object a, object b) => (a, b) switch
    {
        (double x, double y) => x < y ? -1 : x > y ? 1 : 0,
        (string x, string y) => Texts(x, y),
        (IComparable x, _) => x.CompareTo(b),
        _ => throw new InvalidOperationException("A kind of value has no order."),
    };

    private static int Texts(string a, string b)
    {
        var (x, y) = (a.EnumerateRunes(), b.EnumerateRunes());
        while (true)
        {
            var (moreX, moreY) = (x.MoveNext(), y.MoveNext());
            if (!moreX || !moreY)
            {
                return moreX.CompareTo(moreY);
            }

            if (x.Current != y.Current)
            {
                return x.Current.CompareTo(y.Current);
            }
        }
    }
}
