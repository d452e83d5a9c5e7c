using Rondo.Kernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rondo.Pipelines.Projects;

/// <summary>Builds the nodes of one document from the parser's events.</summary>
internal sealed class YamlTree(string text, Func<Mark, Place> at, YamlVariables variables, ICollection<Failure> failures)
{
    private const int MaximumDepth = 40;

    private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));

    public YamlNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new YamlMap([], at(Mark.Empty));
        }

        _parser.Consume<DocumentStart>();
        var node = Node(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            throw Stop("yaml.documents", "There is more than one document here.", "Remove what follows the line '---'.", _parser.Current!.Start);
        }

        return node;
    }

    private YamlNode Node(int depth)
    {
        var next = _parser.Consume<ParsingEvent>();
        if (depth > MaximumDepth)
        {
            throw Stop("yaml.too-deep", $"Nested more than {MaximumDepth} levels deep.", "Nothing in this file needs that.", next.Start);
        }

        YamlRefusals.Check(next, at);
        return next switch
        {
            Scalar scalar => variables.Value(scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any), scalar.Style == ScalarStyle.SingleQuoted, at(scalar.Start)),
            SequenceStart list => Sequence(list, depth),
            MappingStart map => Mapping(map, depth),
            _ => throw Stop("yaml.syntax", "A value is missing here.", "Write a value, or remove the key.", next.Start),
        };
    }

    private YamlList Sequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new(items, at(start.Start));
    }

    private YamlMap Mapping(MappingStart start, int depth)
    {
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var next = _parser.Consume<ParsingEvent>();
            YamlRefusals.Check(next, at);
            if (next is not Scalar key)
            {
                throw Stop("yaml.key", "A key is a single text.", "Write key: value; quote a key that begins with '{' or '['.", next.Start);
            }

            var place = at(key.Start);
            var value = Node(depth + 1);
            if (seen.TryAdd(key.Value, place))
            {
                entries.Add(new(key.Value, place, value));
            }
            else
            {
                failures.Add(new("yaml.duplicate-key", $"The key '{key.Value}' stands here twice; first in line {seen[key.Value].Line}.", "Keep one of them.", place));
            }
        }

        return new(entries, at(start.Start));
    }

    private FailureException Stop(string code, string problem, string remedy, Mark mark) => new(new Failure(code, problem, remedy, at(mark)));
}
