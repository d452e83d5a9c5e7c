using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads a key that has to be there, and says one thing about one mistake.</summary>
internal static class Compulsory
{
    /// <summary>The text, or a failure and the empty text: what is written but is no text is not missing as well.</summary>
    public static string Text(SectionReader reader, string key, string remedy) =>
        reader.Node(key) is null or YamlScalar ? reader.RequiredText(key, remedy) : reader.Text(key) ?? "";
}
