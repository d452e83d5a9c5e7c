using Rondo.Pipelines;
using Rondo.Server;

namespace Rondo.Cli;

/// <summary>The stages of this program, in the order of the lifecycle.</summary>
internal static class Stages
{
    public static StageRegistry All() => Composition.Stages();
}
