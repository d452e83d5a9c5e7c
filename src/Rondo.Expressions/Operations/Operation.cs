namespace Rondo.Expressions.Operations;

/// <summary>
/// One meaning of a function or operator: what it takes, what it computes in .NET, and the SQL that computes the same.
/// </summary>
/// <param name="Name">As the language writes it.</param>
/// <param name="Takes">The kinds it takes.</param>
/// <param name="Result">The kind it gives.</param>
/// <param name="Evaluate">
/// Computes from settled arguments (<see cref="Settled"/>), none of which is null unless <see cref="TakesNulls"/>. Its result is settled
/// by the caller.
/// </param>
/// <param name="Emit">The SQL, from the SQL of the arguments, each of which binds tighter than any operator.</param>
internal sealed record Operation(
    string Name, Signature Takes, ValueKind Result, Func<object?[], object?> Evaluate, Func<SqlWriter, string[], string> Emit)
{
    /// <summary>Whether a null argument does not by itself make the result null.</summary>
    public bool TakesNulls { get; init; }

    /// <summary>Whether it takes a whole table's values; <see cref="Evaluate"/> is not called then.</summary>
    public bool IsAggregate { get; init; }

    /// <summary>Whether the SQL is right for arguments that are not settled.</summary>
    public bool TakesUnsettled { get; init; }

    /// <summary>Whether the SQL's result is settled.</summary>
    public Settling Gives { get; init; } = Settling.Always;

    /// <summary>What else it asks of its arguments: gives a sentence when they do not comply.</summary>
    public Func<IReadOnlyList<TypedNode>, string?>? Demand { get; init; }
}

/// <summary>Whether SQL may give values that are no values of the language: NaN, an infinity, the empty text, a time out of range.</summary>
internal enum Settling
{
    /// <summary>It never does.</summary>
    Always,

    /// <summary>It does only when its arguments do.</summary>
    AsArguments,

    /// <summary>It may.</summary>
    Never,
}

/// <summary>The kinds of arguments an operation takes.</summary>
/// <param name="Text">For people: <c>number, number</c>.</param>
/// <param name="For">The kinds for a count of arguments (null: any kind), or null when it does not take that many.</param>
internal sealed record Signature(string Text, Func<int, ValueKind?[]?> For)
{
    public static Signature Of(params ValueKind?[] kinds) =>
        new(string.Join(", ", kinds.Select(Show)), count => count == kinds.Length ? kinds : null);

    public static Signature Many(ValueKind? kind, int atLeast) =>
        new($"{Show(kind)}, …", count => count >= atLeast ? [.. Enumerable.Repeat(kind, count)] : null);

    /// <summary>Condition, value, condition, value …, value.</summary>
    public static Signature Cases(ValueKind kind) =>
        new($"when boolean then {Show(kind)} …", count => [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 && i < count - 1 ? ValueKind.Boolean : (ValueKind?)kind)]);

    public static string Show(ValueKind? kind) => kind switch
    {
        null => "any",
        ValueKind.Number => "number",
        ValueKind.Text => "text",
        ValueKind.Boolean => "boolean",
        ValueKind.Timestamp => "timestamp",
        _ => "duration",
    };
}
