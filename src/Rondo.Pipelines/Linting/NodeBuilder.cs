using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines.Graph;
using Rondo.Pipelines.Projects;

namespace Rondo.Pipelines.Linting;

/// <summary>Turns step definitions into nodes, checking each by itself and its references to others.</summary>
internal sealed class NodeBuilder(Project project, StageRegistry registry, ICollection<Failure> failures)
{
    private readonly Dictionary<string, IReadOnlyList<Port>> _outputs = new(StringComparer.Ordinal);

    public IReadOnlyList<PipelineNode> Build()
    {
        foreach (var step in project.Steps)
        {
            var outputs = step.Script?.Outputs ?? (step.Uses is { } uses ? registry.Components.GetValueOrDefault(uses)?.Outputs : null);
            if (!_outputs.TryAdd(step.Name, outputs ?? []))
            {
                Fail("pipeline.twin-steps", $"Two steps are named '{step.Name}'.", "Give one of them another name.", step.Place);
            }
        }

        return [.. project.Steps.Select(Node).OfType<PipelineNode>()];
    }

    private PipelineNode? Node(StepDefinition step)
    {
        var component = step.Uses is null ? null : registry.Components.GetValueOrDefault(step.Uses);
        if (step.Uses is not null && component is null)
        {
            var near = NearestName.Of(step.Uses, registry.Components.Keys.Order(StringComparer.Ordinal));
            Fail("pipeline.unknown-component", $"There is no component '{step.Uses}'.",
                near is null ? $"Known: {string.Join(", ", registry.Components.Keys.Order(StringComparer.Ordinal))}." : $"Did you mean '{near}'?", step.Place);
        }

        var inputs = component?.Inputs ?? [.. step.Inputs.Keys.Select(k => new Port(k, ArtifactKinds.File))];
        foreach (var (port, reference) in step.Inputs)
        {
            var target = Input(component, inputs, port, reference);
            Reference(step, target, reference);
        }

        CheckRequired(step, component);
        var parameters = component is null ? step.With : Parameters(step, component);
        ScriptLint.Check(project, step, failures);
        var upstream = step.Inputs.Values.OfType<StepOutputReference>().Select(r => r.Step).Distinct(StringComparer.Ordinal).ToList();
        return new(step, component, parameters, inputs, _outputs[step.Name], upstream);
    }

    private Port? Input(IComponent? component, IReadOnlyList<Port> inputs, string port, InputReference reference)
    {
        var found = inputs.FirstOrDefault(i => string.Equals(i.Name, port, StringComparison.Ordinal));
        if (found is null && component is not null)
        {
            Fail("pipeline.unknown-input", $"{component.Name} has no input '{port}'.", DidYouMean(port, inputs), reference.Place);
        }

        return component is null ? null : found;
    }

    private void Reference(StepDefinition step, Port? target, InputReference reference)
    {
        var kind = reference switch
        {
            StepOutputReference output => OutputKind(output),
            ProjectFileReference file => FileKind(file),
            NamedReference named => NamedKind(named),
            _ => null,
        };
        if (kind is null || target is null || target.Kind is ArtifactKinds.File || string.Equals(kind, target.Kind, StringComparison.Ordinal))
        {
            return;
        }

        var remedy = kind is ArtifactKinds.File && target.Kind is ArtifactKinds.Table
            ? "Import it first: uses: data/import; a script declares a table as out: { table: name.csv }."
            : $"Connect an output of kind {target.Kind}.";
        Fail("pipeline.kind", $"The input '{target.Name}' of '{step.Name}' takes a {target.Kind}, and {Shown(reference)} is a {kind}.", remedy, reference.Place);
    }

    private string? OutputKind(StepOutputReference reference)
    {
        if (!_outputs.TryGetValue(reference.Step, out var ports))
        {
            var near = NearestName.Of(reference.Step, _outputs.Keys.Order(StringComparer.Ordinal));
            Fail("pipeline.unknown-step", $"There is no step '{reference.Step}'.", near is null ? "Write the name of a step of this pipeline." : $"Did you mean '{near}'?", reference.Place);
            return null;
        }

        var port = ports.FirstOrDefault(p => string.Equals(p.Name, reference.Port, StringComparison.Ordinal));
        if (port is null && (ports.Count > 0 || project.Steps.First(s => string.Equals(s.Name, reference.Step, StringComparison.Ordinal)).Script is not null))
        {
            Fail("pipeline.unknown-output", $"The step '{reference.Step}' has no output '{reference.Port}'.", DidYouMean(reference.Port, ports), reference.Place);
        }

        return port?.Kind;
    }

    private string? FileKind(ProjectFileReference file)
    {
        if (ProjectFiles.Check(project.Folder, file.Path, file.Place) is not { } failure)
        {
            return ArtifactKinds.File;
        }

        failures.Add(failure);
        return null;
    }

    private string? NamedKind(NamedReference named)
    {
        if (registry.Resolvers.TryGetValue(named.Scheme, out var resolver))
        {
            return resolver.Kind;
        }

        var known = registry.Resolvers.Keys.Append("file").Order(StringComparer.Ordinal).ToList();
        var near = NearestName.Of(named.Scheme, known);
        Fail("pipeline.unknown-scheme", $"'{named.Scheme}:' names nothing that can be read.", near is null ? $"Known: {string.Join(", ", known)}." : $"Did you mean '{near}:'?", named.Place);
        return null;
    }

    private void CheckRequired(StepDefinition step, IComponent? component)
    {
        foreach (var port in (component?.Inputs ?? []).Where(i => !i.Optional && !step.Inputs.ContainsKey(i.Name)))
        {
            Fail("pipeline.missing-input", $"The step '{step.Name}' lacks the input '{port.Name}' ({port.Kind}) that {component!.Name} needs.", $"Write in: {{ {port.Name}: step.port }}.", step.Place);
        }
    }

    private JsonObject Parameters(StepDefinition step, IComponent component)
    {
        var parameters = component.ParametersFor(project, step.With);
        foreach (var failure in parameters.Failures)
        {
            var placed = failure.Place is null ? SettingPlaces.Resolve(failure, project, step.Place) : failure;
            failures.Add(placed with { Place = placed.Place ?? step.Place });
        }

        return parameters.Ok ? parameters.Value : [];
    }

    private static string DidYouMean(string written, IReadOnlyList<Port> ports)
    {
        var near = NearestName.Of(written, ports.Select(p => p.Name));
        return near is not null ? $"Did you mean '{near}'?" : ports.Count == 0 ? "It has none." : $"It has: {string.Join(", ", ports.Select(p => p.Name))}.";
    }

    private static string Shown(InputReference reference) => reference switch
    {
        StepOutputReference o => $"{o.Step}.{o.Port}",
        ProjectFileReference f => $"file:{f.Path}",
        NamedReference n => $"{n.Scheme}:{n.Text}",
        _ => "it",
    };

    private void Fail(string code, string problem, string remedy, Place place) => failures.Add(new(code, problem, remedy, place));
}
