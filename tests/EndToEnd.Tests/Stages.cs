using Rondo.Data;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.EndToEnd;

/// <summary>The stages of the program, for tests that run them without a process.</summary>
internal static class Stages
{
    public static StageRegistry All { get; } = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling();
}
