using Rondo.Data.Datasets;
using Rondo.Data.Importing;
using Rondo.Data.Profiling;
using Rondo.Data.Splitting;
using Rondo.Data.Validation;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Data;

/// <summary>The stage that turns files into checked, split tables.</summary>
public static class DataStage
{
    /// <summary>The tables of the stage.</summary>
    public static MigrationSet Migrations { get; } = new("data", typeof(DataStage).Assembly, "Rondo.Data.Datasets.Migrations.");

    /// <summary>Adds the section <c>data:</c>, the components <c>data/import</c>, <c>data/profile</c>, <c>data/schema</c>, <c>data/validate</c> and <c>data/split</c>, <c>dataset:</c> references and the derived steps.</summary>
    public static StageRegistry AddData(this StageRegistry registry)
    {
        registry.TableForms = new TableForms();
        return registry
            .Add(new DataSection())
            .Add(Migrations)
            .Add(new ImportComponent())
            .Add(new ProfileComponent())
            .Add(new InferSchemaComponent())
            .Add(new ValidateComponent())
            .Add(new ColumnCheck())
            .Add(new SplitComponent())
            .Add(new DatasetResolver())
            .Add(new DataSteps());
    }
}
