using System.ComponentModel;

namespace Rondo.Server;

/// <summary>Why a request was not done (RFC 9457).</summary>
internal sealed record Problem(
    string Type,
    [property: Description("The problem in one sentence.")] string Title,
    [property: Description("The HTTP status.")] int Status,
    [property: Description("The problem in one sentence, with its place in a file where there is one.")] string Detail,
    [property: Description("Stable, lower-case, dotted: by it a program, or another language, knows the problem.")] string Code,
    [property: Description("One sentence on what to do about it.")] string Remedy,
    [property: Description("Details by name: a column, a limit, an offending value.")] IReadOnlyDictionary<string, string> Args,
    [property: Description("Further failures of the same request.")] IReadOnlyList<ProblemPart> Others);

/// <summary>A further failure of the same request.</summary>
internal sealed record ProblemPart(string Code, string Detail, string Remedy, IReadOnlyDictionary<string, string> Args);
