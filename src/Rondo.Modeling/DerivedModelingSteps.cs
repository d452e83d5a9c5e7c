using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>train, evaluate and register, after the data steps.</summary>
internal sealed class DerivedModelingSteps : IDerivedSteps
{
    public IReadOnlyList<StepDefinition> Derive(Project project, IReadOnlyList<StepDefinition> before)
    {
        var split = before.LastOrDefault(s => s.Uses is "data/split");
        var validate = before.LastOrDefault(s => s.Uses is "data/validate");
        var profile = before.LastOrDefault(s => s.Uses is "data/profile");
        if (split is null || validate is null || profile is null || project.Sections.Values.OfType<Charter>().FirstOrDefault() is not { Target.Length: > 0 })
        {
            return [];
        }

        var place = new Place(project.File);
        var champion = new NamedReference(ModelReference.Scheme, $"{project.Name}@{ModelReference.Champion}", place);
        return
        [
            Step("train", "modeling/train", ("train", From(split, "train")), ("validation", From(split, "validation")), ("schema", From(validate, "schema"))),
            Step("evaluate", "modeling/evaluate", ("model", Of("train", "model")), ("training", Of("train", "training")), ("table", From(split, "validation")), ("train", From(split, "train")), ("champion", champion)),
            Step("register", "modeling/register",
                ("model", Of("train", "model")), ("training", Of("train", "training")), ("evaluation", Of("evaluate", "evaluation")), ("test", From(split, "test")),
                ("train", From(split, "train")), ("validation", From(split, "validation")), ("schema", From(validate, "schema")), ("profile", From(profile, "profile")), ("champion", champion)),
        ];

        StepDefinition Step(string name, string uses, params (string Port, InputReference From)[] inputs) =>
            new(name, place) { Uses = uses, Inputs = inputs.ToDictionary(i => i.Port, i => i.From, StringComparer.Ordinal) };

        StepOutputReference From(StepDefinition step, string port) => Of(step.Name, port);

        StepOutputReference Of(string step, string port) => new(step, port, place);
    }
}
