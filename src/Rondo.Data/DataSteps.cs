using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data;

/// <summary>import, profile, validate and split, as they are derived when <c>rondo.yaml</c> writes no pipeline.</summary>
internal sealed class DataSteps : IDerivedSteps
{
    public IReadOnlyList<StepDefinition> Derive(Project project, IReadOnlyList<StepDefinition> before)
    {
        var data = project.Section<DataSettings>();
        if (data.Source is not { } source)
        {
            return [];
        }

        var place = new Place(project.File);
        var import = new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["source"] = new ProjectFileReference(source, Written(project, "source")) };
        var validate = new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["table"] = Output("import", "table"), ["profile"] = Output("profile", "profile") };
        var split = new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["table"] = Output("import", "table"), ["schema"] = Output("validate", "schema") };
        if (data.Test is { } test)
        {
            import["test"] = new ProjectFileReference(test, Written(project, "test"));
            split["test"] = Output("import", "test");
        }

        if (data.Traffic is { } traffic)
        {
            split["traffic"] = new NamedReference("dataset", traffic, place);
        }

        var written = File.Exists(Path.Combine(project.Folder, SchemaFile.FileName));
        validate["schema"] = written ? new ProjectFileReference(SchemaFile.FileName, place) : Output("schema", "schema");

        return
        [
            new("import", place) { Uses = "data/import", Inputs = import },
            new("profile", place) { Uses = "data/profile", Inputs = new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["table"] = Output("import", "table") } },
            .. written ? Array.Empty<StepDefinition>() : [new("schema", place) { Uses = "data/schema", Inputs = new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["profile"] = Output("profile", "profile") } }],
            new("validate", place) { Uses = "data/validate", Inputs = validate },
            new("split", place) { Uses = "data/split", Inputs = split },

            // What a retrained version is compared with in use is what it was trained on.
            .. data.Traffic is null ? Array.Empty<StepDefinition>() : [new("reference", place) { Uses = "data/profile", Inputs = new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["table"] = Output("split", "train") } }],
        ];

        Place Written(Project of, string key) => (of.Root["data"] as YamlMap)?[key]?.Place ?? place;

        StepOutputReference Output(string step, string port) => new(step, port, place);
    }
}
