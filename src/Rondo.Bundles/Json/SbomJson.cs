using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Bundles.Json;

/// <summary>sbom.json: CycloneDX 1.5, without serial number and time, so that the same components give the same bytes.</summary>
internal static class SbomJson
{
    // identifiers of https://spdx.org/licenses; any other licence is written by name
    private static readonly HashSet<string> Spdx = new(StringComparer.Ordinal)
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only",
        "GPL-3.0-or-later", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MPL-2.0", "MS-PL",
        "PostgreSQL", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
    };

    public static string Write(string model, IReadOnlyList<SbomComponent> components) => CanonicalJson.Text(new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.5",
        ["version"] = 1,
        ["metadata"] = new JsonObject { ["component"] = new JsonObject { ["type"] = "machine-learning-model", ["name"] = model } },
        ["components"] = new JsonArray(
            [.. components.OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Version, StringComparer.Ordinal).Select(Write)]),
    });

    private static JsonNode Write(SbomComponent component) => new JsonObject
    {
        ["type"] = "library",
        ["name"] = component.Name,
        ["version"] = component.Version,
        ["licenses"] = new JsonArray(new JsonObject
        {
            ["license"] = new JsonObject { [Spdx.Contains(component.Licence) ? "id" : "name"] = component.Licence },
        }),
    };
}
