namespace Rondo.Data.Importing;

/// <summary>The words for <see cref="DateOrder"/>.</summary>
internal static class DateOrders
{
    public static readonly string[] Words = ["year-first", "day-first", "month-first"];

    public static string Word(DateOrder order) => Words[(int)order];

    /// <summary>The order of a word; the usual one for null.</summary>
    public static DateOrder Of(string? word) => (DateOrder)Math.Max(0, Array.IndexOf(Words, word));
}
