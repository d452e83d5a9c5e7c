using System.Text.Json.Nodes;

namespace Rondo.Pipelines;

/// <summary>A linted pipeline: every reference leads somewhere, kinds fit, and there is an order in which every step can run.</summary>
public sealed class PipelineGraph
{
    private readonly Dictionary<string, PipelineNode> _byName;

    internal PipelineGraph(IReadOnlyList<PipelineNode> nodes)
    {
        Nodes = nodes;
        _byName = nodes.ToDictionary(n => n.Name, StringComparer.Ordinal);
    }

    /// <summary>The steps in an order in which each comes after those it needs; where that leaves a choice, as written.</summary>
    public IReadOnlyList<PipelineNode> Nodes { get; }

    /// <summary>A step, or null.</summary>
    public PipelineNode? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>A step in its place.</summary>
/// <param name="Step">As written or derived.</param>
/// <param name="Component">What does the work; null for a script.</param>
/// <param name="Parameters">A component's own parameters, or a script's <c>with:</c>.</param>
/// <param name="Inputs">The ports it reads; a script takes any kind.</param>
/// <param name="Outputs">The ports it writes.</param>
/// <param name="Upstream">The steps it needs, each once, in the order of its inputs.</param>
public sealed record PipelineNode(
    StepDefinition Step, IComponent? Component, JsonObject Parameters, IReadOnlyList<Port> Inputs, IReadOnlyList<Port> Outputs, IReadOnlyList<string> Upstream)
{
    /// <summary>The step's name.</summary>
    public string Name => Step.Name;

    /// <summary>What it runs, for people: the component's name or the command.</summary>
    public string What => Step.Uses ?? string.Join(' ', Step.Script?.Command ?? []);
}
