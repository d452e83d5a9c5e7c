using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Deployment;

/// <summary>The stage that serves models, watches them, and sends the work back to data and modelling when they wear out.</summary>
public static class DeploymentStage
{
    private static MigrationSet Tables(string slice) =>
        new($"deployment-{slice.ToLowerInvariant()}", typeof(DeploymentStage).Assembly, $"Rondo.Deployment.{slice}.Migrations.");

    /// <summary>Adds the sections and tables of the stage. To be called after the modelling stage.</summary>
    public static StageRegistry AddDeployment(this StageRegistry registry) => registry
        .Add(new ServeSection())
        .Add(Tables("Endpoints"))
        .Add(Tables("Capture"))
        .Add(Tables("Serving"))
        .Add(Tables("Alerts"))
        .Add(Tables("Monitoring"))
        .Add(new Monitoring.MonitorSection())
        .Add(new Monitoring.IgnoreCheck())
        .Add(new Retraining.RetrainSection())
        .Add(Tables("Retraining"));
}
