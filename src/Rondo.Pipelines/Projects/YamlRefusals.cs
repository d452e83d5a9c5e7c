using Rondo.Kernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rondo.Pipelines.Projects;

/// <summary>The parts of YAML that are not read: they make a file mean what it does not show.</summary>
internal static class YamlRefusals
{
    public static void Check(ParsingEvent next, Func<Mark, Place> at)
    {
        if (next is AnchorAlias alias)
        {
            throw new FailureException(new Failure("yaml.alias", $"The alias '*{alias.Value}' is not read.", "Write the value out; put a text that begins with '*' in quotes.", at(next.Start)));
        }

        if (next is not NodeEvent node)
        {
            return;
        }

        if (!node.Anchor.IsEmpty)
        {
            throw new FailureException(new Failure("yaml.anchor", $"The anchor '&{node.Anchor}' is not read.", "Write the value out where it is needed; quote a text that begins with '&'.", at(next.Start)));
        }

        if (!node.Tag.IsEmpty)
        {
            throw new FailureException(new Failure("yaml.tag", $"The tag '{node.Tag}' is not read.", "Remove it; use quotes where a text is meant.", at(next.Start)));
        }
    }
}
