using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.EndToEnd;

/// <summary>
/// Notices a component that gives other bytes than before without having grown its version: such a change would leave stale hits in every
/// cache. After a change on purpose, grow the version and run with APPROVE=1. Training is left out: its last bits may depend on the
/// processor.
/// </summary>
public sealed class GoldenDigestTests
{
    private static readonly string[] Steps = ["import", "profile", "schema", "validate", "split"];

    [Fact]
    public async Task A_component_that_gives_other_bytes_has_another_version()
    {
        using var folder = new TemporaryFolder();
        folder.File("data.csv", Rows());
        folder.File("rondo.yaml", """
            rondo: 1
            project: golden
            charter: { task: regression, target: y }
            data: { source: data.csv, time: day, key: [id], split: { by: time, test: 20%, validation: 10% } }
            """);
        var run = await RondoProgram.RunAsync(folder.Path, "run", "split", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());

        var components = Stages.All.Components;
        var actual = new JsonObject();
        foreach (var step in JsonNode.Parse(run.Output)!["steps"]!.AsArray().Where(s => Steps.Contains((string)s!["step"]!, StringComparer.Ordinal)))
        {
            var name = "data/" + (string)step!["step"]!;
            actual[string.Create(CultureInfo.InvariantCulture, $"{name} {components[name].Version}")] = step["outputs"]!.DeepClone();
        }

        Assert.Equal(Steps.Length, actual.Count);
        var path = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "golden-digests.json");
        if (Environment.GetEnvironmentVariable("APPROVE") is "1")
        {
            await File.WriteAllTextAsync(path, actual.ToJsonString(new() { WriteIndented = true }) + "\n");
        }

        var approved = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        Assert.True(JsonNode.DeepEquals(approved, actual), $"Grow the version of the component whose outputs changed, then approve.\nApproved: {approved}\nActual: {actual}");
    }

    // Whole numbers only, so that no library function decides a digit.
    private static string Rows()
    {
        var text = new StringBuilder("id,day,colour,x,y\n");
        for (var i = 0; i < 600; i++)
        {
            var day = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var x = i * 7919 % 101;
            text.Append(CultureInfo.InvariantCulture, $"{i},{day},{(i % 3) switch { 0 => "red", 1 => "green", _ => "blue" }},{(i % 50 == 7 ? "" : x)},{(x * 3) + (i * 31 % 17)}\n");
        }

        return text.ToString();
    }
}
