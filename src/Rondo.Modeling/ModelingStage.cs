using Rondo.Modeling.Evaluation;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Training;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>The stage that trains, measures and registers models.</summary>
public static class ModelingStage
{
    /// <summary>The tables of the stage.</summary>
    public static MigrationSet Migrations { get; } = new("modeling", typeof(ModelingStage).Assembly, "Rondo.Modeling.Registry.Migrations.");

    private static MigrationSet Reviews { get; } = new("modeling-review", typeof(ModelingStage).Assembly, "Rondo.Modeling.Review.Migrations.");

    /// <summary>
    /// Adds the section <c>train:</c>, the components <c>modeling/train</c>, <c>modeling/evaluate</c> and
    /// <c>modeling/register</c>, <c>model:</c> references and the derived steps. To be called after the scoping and the data stage.
    /// </summary>
    public static StageRegistry AddModeling(this StageRegistry registry) => registry
        .Add(new TrainSection())
        .Add(Migrations)
        .Add(Reviews)
        .Add(new TrainComponent())
        .Add(new EvaluateComponent())
        .Add(new RegisterComponent())
        .Add(new ModelResolver())
        .Add(new DerivedModelingSteps());
}
