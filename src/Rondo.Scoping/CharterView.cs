using System.Text.Json.Nodes;
using Rondo.Scoping.Charters;

namespace Rondo.Scoping;

/// <summary>A charter as people and machines read it: <c>rondo show charter</c>.</summary>
public static class CharterView
{
    /// <summary>
    /// Plain text, at most <paramref name="width"/> columns where words allow, with what is written and the defaults that count;
    /// requirements in normal form.
    /// </summary>
    public static string ToText(Charter charter, int width = 100) => CharterText.Write(charter, width);

    /// <summary>Every key of <c>rondo.yaml</c> under its own name, absent ones as null; requirements in normal form. Places are left out.</summary>
    public static JsonObject ToJson(Charter charter) => CharterJson.Write(charter);

    /// <summary>What gates and reviews ask of a charter that <see cref="ToJson"/> wrote: task, target, people, risk, requirements. Null when it cannot be read.</summary>
    public static Charter? FromJson(JsonObject json) => CharterJson.Read(json);
}
