using Rondo.Expressions.Syntax;

namespace Rondo.Expressions.Operations;

/// <summary>Says why no meaning of an operation takes the arguments that were given.</summary>
internal sealed record Mismatch(string Code, string Problem, string Remedy)
{
    public static Mismatch Of(Call call, Operation[] overloads, ValueKind?[] kinds)
    {
        var given = string.Join(" and ", kinds.Select(k => k is null ? "null" : Signature.Show(k)));
        return call.Function switch
        {
            "and" or "or" or "not" => new("type", $"'{call.Function}' joins booleans, not {given}.", "Compare each side with something, such as x <> 0."),
            "case" => new("type", "A case takes booleans after when, and values of one kind after then and else.", $"Here it has {given}."),
            "=" or "<>" or "<" or "<=" or ">" or ">=" or "between" or "in" => new("type", $"'{call.Function}' compares values of one kind, not {given}.", Comparing(call, kinds)),
            "like" => new("type", $"'like' compares text with text, not {given}.", "Give it two texts."),
            _ when Power.Of(call.Function) is not null => new("type", $"'{call.Function}' does not take {given}.", "It calculates with numbers, durations and timestamps."),
            _ when call.Function.StartsWith(Words.UnitPrefix, StringComparison.Ordinal) =>
                new("type", $"A number stands before {call.Function[Words.UnitPrefix.Length..]}, not {given}.", "Write such as 7 days, or hr hours."),
            _ => new("type", $"{call.Function} does not take ({given.Replace(" and ", ", ", StringComparison.Ordinal)}).", $"It takes {Forms(call.Function, overloads)}."),
        };
    }

    private static string Forms(string name, Operation[] overloads) => string.Join(" or ", overloads.Select(o => $"{name}({o.Takes.Text})").Distinct(StringComparer.Ordinal));

    private static string Comparing(Call call, ValueKind?[] kinds)
    {
        var set = kinds.OfType<ValueKind>().ToHashSet();
        return set.SetEquals([ValueKind.Timestamp, ValueKind.Text]) ? "Write a time as date '2011-01-31' or timestamp '2011-01-31 17:30:00'."
            : set.SetEquals([ValueKind.Number, ValueKind.Text]) ? "Write a number without quotes, or turn the text into one with number(…)."
            : set.SetEquals([ValueKind.Boolean, ValueKind.Number]) ? "Write true or false, or the boolean by itself."
            : set.SetEquals([ValueKind.Duration, ValueKind.Number]) ? "Give the number a unit, such as 24 hours."
            : set.SetEquals([ValueKind.Boolean]) ? $"Booleans have no order; use = or <> instead of '{call.Function}'."
            : "Make both sides of one kind.";
    }
}
