using Rondo.Data;
using Rondo.Deployment;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Cli;

/// <summary>The stages of this program, in the order of the lifecycle.</summary>
internal static class Stages
{
    public static StageRegistry All() => new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();
}
