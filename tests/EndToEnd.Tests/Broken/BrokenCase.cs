namespace Rondo.EndToEnd.Broken;

/// <summary>Something a user got wrong, or the world did, and how the program must say so.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="ExitCode">1 the answer is no, 2 misuse, 3 the world failed.</param>
/// <param name="Place">A part of the place that is named: <c>rondo.yaml:6:3</c>; empty for a command line.</param>
/// <param name="Says">A part of the sentence or of its remedy.</param>
internal sealed record BrokenCase(string Name, int ExitCode, string Place, string Says)
{
    /// <summary>Writes the folder.</summary>
    public Action<string> Make { get; init; } = folder => TinyProject.Write(folder);

    /// <summary>What is typed after <c>rondo</c>.</summary>
    public IReadOnlyList<string> Command { get; init; } = ["run"];

    public override string ToString() => Name;
}

/// <summary>Cases by name, as theories want them.</summary>
internal sealed class CaseList : List<BrokenCase>
{
    public TheoryData<string> Names => [.. this.Select(c => c.Name)];

    public BrokenCase this[string name] => this.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}
