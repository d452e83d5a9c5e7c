using System.Text.Json.Nodes;

namespace Rondo.Browser;

/// <summary>Every page there is, with things of the demo in their addresses.</summary>
internal static class Places
{
    public static async Task<IReadOnlyList<(string Name, string Path)>> AllAsync(RunningDemo demo)
    {
        var project = (string)(await demo.GetAsync("/system"))["project"]!;
        var runs = await ItemsAsync(demo, "/runs?kind=pipeline");
        var steps = await ItemsAsync(demo, "/runs?kind=step&limit=2");
        var version = (await ItemsAsync(demo, $"/models/{project}/versions"))[0]!;
        var model = $"/models/{project}/{version["version"]}";
        List<(string, string)> all =
        [
            ("home-graph", "/"),
            ("charter", $"/projects/{project}/charter"),
            ("pipeline-graph", $"/projects/{project}/pipeline"),
            ("datasets", "/data"),
            ("dataset", $"/data/{project}"),
            ("runs", "/runs?kind=all"),
            ("run-graph", $"/runs/{runs[0]!["id"]}"),
            ("run-step", $"/runs/{steps[0]!["id"]}"),
            ("compare", $"/runs/compare?id={steps[0]!["id"]}&id={steps[1]!["id"]}"),
            ("models", "/models"),
            ("version", model),
            ("version-evaluation", model + "?tab=evaluation"),
            ("version-card", model + "?tab=card"),
            ("version-lineage-graph", model + "?tab=lineage"),
            ("version-signature", model + "?tab=signature"),
            ("reviews", "/reviews"),
            ("endpoints", "/endpoints"),
            ("alerts", "/alerts"),
            ("audit", "/audit"),
            ("people", "/people"),
            ("nowhere", "/there/is/nothing"),
        ];
        foreach (var endpoint in await ItemsAsync(demo, "/endpoints"))
        {
            var name = (string)endpoint!["name"]!;
            all.AddRange(new[] { "traffic", "try", "monitor", "versions", "retrainings", "predictions" }.Select(tab => ($"endpoint-{tab}", $"/endpoints/{name}/{tab}")));
            all.AddRange((await ItemsAsync(demo, $"/endpoints/{name}/retrainings")).Take(1).Select(r => ("retraining", $"/retrainings/{r!["id"]}")));
            all.AddRange((await ItemsAsync(demo, $"/endpoints/{name}/predictions?limit=1")).Take(1).Select(p => ("prediction-graph", $"/predictions/{p!["id"]}")));
        }

        all.AddRange((await ItemsAsync(demo, "/reviews")).Take(1).Select(r => ("review", $"/reviews/{r!["id"]}")));
        all.AddRange((await ItemsAsync(demo, "/alerts")).Take(1).Select(a => ("alert", $"/alerts/{a!["id"]}")));
        return all;
    }

    public static async Task<JsonArray> ItemsAsync(RunningDemo demo, string path) => (await demo.GetAsync(path))["items"]!.AsArray();
}
