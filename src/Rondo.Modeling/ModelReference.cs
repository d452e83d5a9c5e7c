using System.Globalization;
using System.Text.RegularExpressions;
using Rondo.Kernel;

namespace Rondo.Modeling;

/// <summary>How people name a version: <c>bike-demand</c> (the newest), <c>bike-demand@3</c>, <c>bike-demand@champion</c>.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">A version's number, or null.</param>
/// <param name="Alias">An alias, or null.</param>
public sealed partial record ModelReference(string Name, long? Version, string? Alias)
{
    /// <summary>The word before the colon in a pipeline: <c>model:</c>.</summary>
    public const string Scheme = "model";

    /// <summary>The alias of the version in use.</summary>
    public const string Champion = "champion";

    /// <summary>Reads a reference.</summary>
    public static Result<ModelReference> Parse(string text, Place? place = null)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return new Failure("model.bad-reference", $"'{text}' names no model.", "Write NAME, NAME@3 or NAME@champion.", place);
        }

        var after = match.Groups["after"].Value;
        return after switch
        {
            "" or "latest" => new ModelReference(match.Groups["name"].Value, null, null),
            _ when long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => new ModelReference(match.Groups["name"].Value, version, null),
            _ => new ModelReference(match.Groups["name"].Value, null, after),
        };
    }

    /// <summary>Whether a text may be an alias: lower-case letters, digits and dashes, not a number and not <c>latest</c>.</summary>
    public static bool IsAlias(string? text) => text is not null && AliasPattern().IsMatch(text) && text is not "latest" && !text.All(char.IsAsciiDigit);

    /// <inheritdoc/>
    public override string ToString() => Version is { } v ? string.Create(CultureInfo.InvariantCulture, $"{Name}@{v}") : Alias is null ? Name : $"{Name}@{Alias}";

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,127})(@(?<after>[a-z0-9-]{1,63}))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.None, 1000)]
    private static partial Regex AliasPattern();
}
