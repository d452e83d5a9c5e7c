using Rondo.Kernel;

namespace Rondo.Pipelines;

/// <summary>A node of <c>rondo.yaml</c> that knows where it was written, so that every error can say so.</summary>
public abstract record YamlNode(Place Place)
{
    /// <summary>Every single value in it, in the order written.</summary>
    public IEnumerable<YamlScalar> Scalars() => this switch
    {
        YamlScalar scalar => [scalar],
        YamlList list => list.Items.SelectMany(i => i.Scalars()),
        YamlMap map => map.Entries.SelectMany(e => e.Value.Scalars()),
        _ => [],
    };
}

/// <summary>A single value, as text. <c>$NAME</c> values from the environment are <paramref name="Secret"/>: never logged, shown or stored.</summary>
public sealed record YamlScalar(string Text, bool Quoted, bool Secret, Place Place) : YamlNode(Place)
{
    /// <summary>Unquoted and empty, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";
}

/// <summary>A sequence.</summary>
public sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place) : YamlNode(Place);

/// <summary>A mapping, in the order written; keys are unique.</summary>
public sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Place Place) : YamlNode(Place)
{
    /// <summary>The value of a key, or null.</summary>
    public YamlNode? this[string key] => Entries.FirstOrDefault(e => string.Equals(e.Key, key, StringComparison.Ordinal))?.Value;
}

/// <summary>One key of a mapping.</summary>
public sealed record YamlEntry(string Key, Place KeyPlace, YamlNode Value);
