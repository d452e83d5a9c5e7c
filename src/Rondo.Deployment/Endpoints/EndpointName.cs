using System.Text.RegularExpressions;
using Rondo.Kernel;

namespace Rondo.Deployment.Endpoints;

/// <summary>What may name an endpoint: it is a part of addresses and the name of a folder.</summary>
internal static partial class EndpointName
{
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    public static Failure Bad(string name) =>
        new("endpoint.bad-name", $"'{name}' cannot name an endpoint.", "Use 1 to 63 lower-case letters, digits, '.', '_' or '-', beginning with a letter or digit.");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,62}\z", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}
