namespace Rondo.Kernel;

/// <summary>
/// An expected failure, as a value: what is wrong, where, and what to do. The same value is rendered by the command line and by HTTP.
/// </summary>
/// <param name="Code">Stable, lower-case, dotted, owned by one place in the code: <c>yaml.unknown-key</c>.</param>
/// <param name="Problem">One sentence on what is wrong.</param>
/// <param name="Remedy">One sentence on what to do about it; a command where there is one.</param>
/// <param name="Place">The place in a user's file, where there is one.</param>
public sealed record Failure(string Code, string Problem, string Remedy, Place? Place = null)
{
    /// <summary>One sentence on what is wrong. What it quotes from data is <see cref="Printable"/>.</summary>
    public string Problem { get; init => field = Printable.Of(value); } = Printable.Of(Problem);

    /// <summary>One sentence on what to do about it; a command where there is one. Printable as well.</summary>
    public string Remedy { get; init => field = Printable.Of(value); } = Printable.Of(Remedy);

    /// <summary>What kind of failure it is; decides the exit code and the HTTP status.</summary>
    public FailureKind Kind { get; init; } = FailureKind.Misuse;

    /// <summary>Details by name (a column, a limit, an offending value), for machines and for the second language.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>The problem behind its place; where the file begins the sentence already, its place is said in its stead.</summary>
    public string PlacedProblem => this switch
    {
        { Place: null } => Problem,
        { Place: var place } when Printable.Of(place.File) is { Length: > 0 } file && Problem.StartsWith(file, StringComparison.Ordinal) && Problem.AsSpan(file.Length) is [' ', ..] or [':', ' ', ..] => $"{place}{Problem[file.Length..]}",
        { Place: var place } => $"{place}: {Problem}",
    };

    /// <summary><c>file:line:column: problem remedy</c>.</summary>
    public override string ToString() => $"{PlacedProblem} {Remedy}";
}

/// <summary>Who is to act on a <see cref="Failure"/>.</summary>
public enum FailureKind
{
    /// <summary>The answer is no: a gate or a check failed. Exit code 1.</summary>
    No = 1,

    /// <summary>The user wrote something that cannot be meant. Exit code 2.</summary>
    Misuse = 2,

    /// <summary>The world failed: disk, network, engine, permission, a broken file. Exit code 3.</summary>
    World = 3,
}
