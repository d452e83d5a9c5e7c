using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines;

/// <summary>
/// The values of a project that came from the environment (<c>$NAME</c>). Never printed: what is shown, stored or logged goes through
/// <see cref="Hide(string)"/> first.
/// </summary>
public sealed class ProjectSecrets
{
    private const int ShortestHidden = 4;
    private readonly KeyValuePair<string, string>[] _values;

    /// <summary>Takes values by variable name.</summary>
    public ProjectSecrets(IReadOnlyDictionary<string, string> values) =>
        _values = [.. values.Where(v => v.Value.Length > 0).OrderByDescending(v => v.Value.Length).ThenBy(v => v.Key, StringComparer.Ordinal)];

    /// <summary>No secrets.</summary>
    public static ProjectSecrets None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Whether there are any.</summary>
    public bool Any => _values.Length > 0;

    /// <summary>The variables' names.</summary>
    public IEnumerable<string> Names => _values.Select(v => v.Key);

    /// <summary>The variable whose whole value this text is, or null.</summary>
    public string? NameOf(string text)
    {
        foreach (var (name, value) in _values)
        {
            if (string.Equals(value, text, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The value of a variable, or null.</summary>
    public string? ValueOf(string name) => Array.Find(_values, v => string.Equals(v.Key, name, StringComparison.Ordinal)).Value;

    /// <summary>The text with each secret of four characters or more replaced by <c>$NAME</c>.</summary>
    public string Hide(string text)
    {
        foreach (var (name, value) in _values.Where(v => v.Value.Length >= ShortestHidden))
        {
            text = text.Replace(value, "$" + name, StringComparison.Ordinal);
            text = Printable.Of(value) is { Length: >= ShortestHidden } printed ? text.Replace(printed, "$" + name, StringComparison.Ordinal) : text;
        }

        return text;
    }

    /// <summary>The failures with each secret in their words replaced.</summary>
    public IReadOnlyList<Failure> Hide(IEnumerable<Failure> failures) => [.. failures.Select(f => !Any ? f : f with
    {
        Problem = Hide(f.Problem),
        Remedy = Hide(f.Remedy),
        Arguments = f.Arguments.ToFrozenDictionary(a => a.Key, a => NameOf(a.Value) is { } name ? "$" + name : Hide(a.Value), StringComparer.Ordinal),
    })];

    /// <summary>A copy in which every text that is or holds a secret is replaced: a whole secret of any length, a part of four characters or more.</summary>
    public JsonNode? Hide(JsonNode? node) => node switch
    {
        null => null,
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Hide(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Hide)]),
        JsonValue v when Any && v.TryGetValue<string>(out var text) => JsonValue.Create(NameOf(text) is { } name ? "$" + name : Hide(text)),
        _ => node.DeepClone(),
    };

    /// <summary>Names, never values.</summary>
    public override string ToString() => string.Join(", ", Names);
}
