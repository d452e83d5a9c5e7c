namespace Rondo.Scoping.Requirements;

/// <summary>What is wrong with a sentence, on its way to the one place that makes a failure of it.</summary>
internal sealed class SentenceException(int at, string code, string problem, string remedy) : Exception(problem)
{
    public int Position { get; } = at;

    public string Code { get; } = $"requirement.{code}";

    public string Remedy { get; } = remedy;

    public static SentenceException At(int at, string code, string problem, string remedy) => new(at, code, problem, remedy);
}
