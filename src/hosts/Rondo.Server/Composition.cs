using Rondo.Data;
using Rondo.Deployment;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Server;

/// <summary>What this program consists of.</summary>
public static class Composition
{
    /// <summary>All stages in the order of the lifecycle, and the server's own tables. Loads nothing of ASP.NET.</summary>
    public static StageRegistry Stages() => new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment().AddServer();
}
