using Rondo.Kernel;
using YamlDotNet.Core;

namespace Rondo.Pipelines.Projects;

/// <summary>
/// Reads YAML 1.2 into <see cref="YamlNode"/>s that know their line and column. One document; keys are unique texts; no anchors, aliases
/// or tags, so that a file means what it shows and cannot grow when it is read.
/// </summary>
internal static class YamlReader
{
    /// <summary>
    /// Reads a document; an empty one is an empty mapping. Values that are exactly <c>$NAME</c>, unless in single quotes, are replaced by
    /// <paramref name="environment"/> and added to <paramref name="secrets"/>. <paramref name="fixedPlace"/> replaces all places (an
    /// option of the command line has no lines).
    /// </summary>
    public static Result<YamlNode> Read(string text, string file, Func<string, string?> environment, IDictionary<string, string> secrets, Place? fixedPlace = null)
    {
        var failures = new List<Failure>();
        Place At(Mark mark) => fixedPlace ?? new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
        var tree = new YamlTree(text, At, new(environment, secrets, failures), failures);
        try
        {
            var node = tree.Document();
            return failures.Count > 0 ? failures : node;
        }
        catch (YamlException e)
        {
            failures.Add(YamlMistakes.Explain(e, text.ReplaceLineEndings("\n").Split('\n'), At(e.Start)));
            return failures;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser gives up in these ways on some texts that are far from YAML.
            failures.Add(YamlMistakes.OpenBracket(text) is var (line, column)
                ? new("yaml.syntax", "A list [ ] or mapping { } is opened here and never closed.", "Close it, and separate its items with commas.", fixedPlace ?? new(file, line, column))
                : new("yaml.syntax", "This is not YAML.", "Compare the indentation, quotes and brackets with an example.", fixedPlace ?? new(file)));
            return failures;
        }
        catch (FailureException e)
        {
            failures.AddRange(e.Failures);
            return failures;
        }
    }
}
