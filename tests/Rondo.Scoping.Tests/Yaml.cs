using Rondo.Kernel;
using Rondo.Pipelines;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rondo.Scoping.Tests;

/// <summary>Reads the charter of a piece of <c>rondo.yaml</c>, with places.</summary>
internal static class Yaml
{
    public static (Charter Charter, IReadOnlyList<Failure> Failures) Charter(string yaml)
    {
        var registry = new StageRegistry().AddScoping();
        var section = Assert.Single(registry.Sections);
        var root = Root(yaml);
        var failures = new List<Failure>();
        var written = root[section.Key];
        var reader = new SectionReader(written as YamlMap ?? new YamlMap([], root.Place), section.Key, failures);
        var charter = (Charter)section.Read(reader, new(".", written is not null, new Dictionary<string, object>(StringComparer.Ordinal)));
        reader.Finish();
        return (charter, failures);
    }

    /// <summary>The charter of a text that has to be right.</summary>
    public static Charter Right(string yaml)
    {
        var (charter, failures) = Charter(yaml);
        Assert.Empty(failures);
        return charter;
    }

    /// <summary>The one failure of a text that has to have exactly one.</summary>
    public static Failure Wrong(string yaml) => Assert.Single(Charter(yaml).Failures);

    private static YamlMap Root(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml.ReplaceLineEndings("\n")));
        return stream.Documents.Count == 0 ? new([], new("rondo.yaml")) : (YamlMap)Node(stream.Documents[0].RootNode);
    }

    private static Rondo.Pipelines.YamlNode Node(YamlDotNet.RepresentationModel.YamlNode node)
    {
        var place = new Place("rondo.yaml", (int)node.Start.Line, (int)node.Start.Column);
        return node switch
        {
            YamlScalarNode s => Scalar(s, place),
            YamlSequenceNode l => new YamlList([.. l.Children.Select(Node)], place),
            YamlMappingNode m => new YamlMap([.. m.Children.Select(Entry)], place),
            _ => throw new InvalidOperationException(),
        };
    }

    private static YamlScalar Scalar(YamlScalarNode s, Place place)
    {
        var secret = s is { Style: ScalarStyle.Plain, Value: ['$', ..] };
        return new(secret ? "resolved-secret" : s.Value ?? "", s.Style is not ScalarStyle.Plain, secret, place);
    }

    private static YamlEntry Entry(KeyValuePair<YamlDotNet.RepresentationModel.YamlNode, YamlDotNet.RepresentationModel.YamlNode> pair) =>
        new(((YamlScalarNode)pair.Key).Value!, new("rondo.yaml", (int)pair.Key.Start.Line, (int)pair.Key.Start.Column), Node(pair.Value));
}
