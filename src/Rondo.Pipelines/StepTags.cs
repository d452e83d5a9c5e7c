using System.Globalization;

namespace Rondo.Pipelines;

/// <summary>What the run of a step says about itself, so that it can be told and run again: what did the work, and what people called its inputs.</summary>
public static class StepTags
{
    /// <summary>The component's name; absent for a script.</summary>
    public const string Component = "component";

    /// <summary>The component's version.</summary>
    public const string Version = "component.version";

    /// <summary>The command of a script.</summary>
    public const string Command = "command";

    /// <summary>Before the name of an input port: the reference it was given by, <c>file:data/hour.csv</c>.</summary>
    public const string Input = "input.";

    internal static IReadOnlyDictionary<string, string> Of(PipelineNode node, ProjectSecrets secrets)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node.Component is { } component)
        {
            tags[Component] = component.Name;
            tags[Version] = component.Version.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            tags[Command] = secrets.Hide(node.What);
        }

        foreach (var (port, reference) in node.Step.Inputs)
        {
            switch (reference)
            {
                case ProjectFileReference file:
                    tags[Input + port] = "file:" + secrets.Hide(file.Path);
                    break;
                case NamedReference named:
                    tags[Input + port] = secrets.Hide($"{named.Scheme}:{named.Text}");
                    break;
            }
        }

        return tags;
    }
}
