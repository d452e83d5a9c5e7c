using System.Buffers;
using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>Replaces values that are exactly <c>$NAME</c>.</summary>
internal sealed class YamlVariables(Func<string, string?> environment, IDictionary<string, string> secrets, ICollection<Failure> failures)
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public YamlScalar Value(string text, bool quoted, bool literal, Place place)
    {
        if (literal || !IsVariable(text))
        {
            return new(text, quoted, Secret: false, place);
        }

        var name = text[1..];
        if (environment(name) is { } value)
        {
            secrets[name] = value;
            return new(value, Quoted: true, Secret: true, place);
        }

        failures.Add(new("yaml.no-variable", $"The environment has no variable {name}.",
            $"Set it: export {name}=…; or write '{text}' in single quotes when the text itself is meant.", place));
        return new("", Quoted: true, Secret: true, place);
    }

    private static bool IsVariable(string text) =>
        text.Length > 1 && text[0] == '$' && !char.IsAsciiDigit(text[1]) && text.AsSpan(1).IndexOfAnyExcept(Characters) < 0;
}
