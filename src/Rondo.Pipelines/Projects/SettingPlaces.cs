using System.Globalization;
using System.Text.RegularExpressions;
using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>
/// Finds where in <c>rondo.yaml</c> a step's failure was written. A step is given values and not places (they are no part of its cache
/// key), so it names a setting: as the file of a place (<c>data.checks[2]</c>, the column counted from the value's beginning), or in its
/// sentences (<c>charter.target names the column …</c>).
/// </summary>
internal static partial class SettingPlaces
{
    /// <summary>The failure with the best place that can be told; unchanged when it has one in a file, or none can be told.</summary>
    public static Failure Resolve(Failure failure, Project project, Place step)
    {
        if (failure.Place is { } at)
        {
            return Find(project.Root, at.File, exact: true) is { } written ? failure with { Place = Moved(written, at) } : failure;
        }

        var place = Quoted(failure.Problem, project.Root) ?? Named(failure.Problem, project.Root) ?? Named(failure.Remedy, project.Root)
            ?? (step.Line > 0 ? step : Find(project.Root, failure.Code.Split('.')[0], exact: false));
        return place is null ? failure : failure with { Place = place };
    }

    // A value in quotes begins one column later; which is told by nothing here, and a column beside it does no harm.
    private static Place Moved(Place written, Place inside) =>
        inside.Column > 1 && written.Column > 0 ? written with { Column = written.Column + inside.Column - 1 } : written;

    // A sentence about a slice or a measure quotes it: an item of slices, or a part of a requirement.
    private static Place? Quoted(string sentence, YamlMap root)
    {
        string[] begins = ["The slice '", "The measure '"];
        var begin = Array.Find(begins, b => sentence.StartsWith(b, StringComparison.Ordinal))?.Length ?? 0;
        var items = begin > 0 ? Items(root).ToList() : [];
        for (var end = sentence.LastIndexOf('\''); items.Count > 0 && end > begin; end = sentence.LastIndexOf('\'', end - 1))
        {
            var text = Bare(sentence[begin..end]);
            if (items.Find(i => string.Equals(Bare(i.Text), text, StringComparison.Ordinal) || Speaks(Bare(i.Text), text)) is { } item)
            {
                return item.Place;
            }
        }

        return null;
    }

    private static bool Speaks(string requirement, string part) =>
        requirement.Contains("slice" + (part.StartsWith('(') ? part : $"({part})"), StringComparison.Ordinal) || requirement.StartsWith(part, StringComparison.Ordinal);

    // What is quoted is a normal form: blanks and quotes around names may differ from what is written.
    private static string Bare(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);

    private static IEnumerable<YamlScalar> Items(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.SelectMany(e => Items(e.Value)),
        YamlList list => list.Items.SelectMany(i => i is YamlScalar { Secret: false } item ? [item] : Items(i)),
        _ => [],
    };

    private static Place? Named(string sentence, YamlMap root)
    {
        foreach (var match in Dotted().EnumerateMatches(sentence))
        {
            var path = sentence.Substring(match.Index, match.Length);
            if (root[path.Split('.')[0]] is YamlMap or YamlList && Find(root, path, exact: false) is { } place)
            {
                return place;
            }
        }

        return null;
    }

    private static Place? Find(YamlMap root, string path, bool exact)
    {
        if (exact && !Path().IsMatch(path))
        {
            return null;
        }

        Place? found = null;
        YamlNode? node = root;
        foreach (var part in path.Split('.', '['))
        {
            node = (node, part) switch
            {
                (YamlMap map, _) when map[part] is { } inner => inner,
                (YamlList list, _) when part.EndsWith(']') && int.TryParse(part[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => list.Items[index],
                (YamlScalar one, "0]") => one,
                _ => null,
            };
            if (node is null)
            {
                return exact ? null : found;
            }

            found = node.Place;
        }

        return found;
    }

    [GeneratedRegex(@"\b[a-z]+(\.[a-z][a-z-]*)+\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^[a-z]+((\.[a-z][a-z-]*)|(\[[0-9]+\]))*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();
}
