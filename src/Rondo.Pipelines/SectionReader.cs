using Rondo.Kernel;

namespace Rondo.Pipelines;

/// <summary>
/// Reads a mapping of <c>rondo.yaml</c> key by key. Whatever cannot be meant is added to <see cref="Failures"/> with its place, the
/// accepted form and, for a misspelt key or word, the nearest valid one; reading goes on, so that one look finds all errors.
/// </summary>
/// <remarks>Call <see cref="Finish"/> at the end: it reports the keys that nobody asked for.</remarks>
public sealed partial class SectionReader
{
    private readonly YamlMap _map;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Reads <paramref name="map"/>; <paramref name="path"/> is what people call it: <c>charter.people</c>.</summary>
    public SectionReader(YamlMap map, string path, ICollection<Failure> failures)
    {
        _map = map;
        Path = path;
        Failures = failures;
    }

    /// <summary>The dotted path of the mapping.</summary>
    public string Path { get; }

    /// <summary>Where failures are collected.</summary>
    public ICollection<Failure> Failures { get; }

    /// <summary>Where the mapping begins.</summary>
    public Place Place => _map.Place;

    /// <summary>The node of a key, or null when it is absent or null. Marks the key as known.</summary>
    public YamlNode? Node(string key)
    {
        _asked.Add(key);
        return _map[key] is YamlScalar { IsNull: true } ? null : _map[key];
    }

    /// <summary>Where a key's value stands; the mapping's own place when it is absent.</summary>
    public Place PlaceOf(string key) => _map[key]?.Place ?? _map.Place;
}
