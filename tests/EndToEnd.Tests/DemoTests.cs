using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rondo.EndToEnd;

/// <summary>The demo as a stranger meets it: a whole turn of the loop, told in a table, the same each time, and nothing of theirs touched.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task It_lives_through_a_change_of_the_world_and_tells_the_same_each_time()
    {
        using var folder = new TemporaryFolder();
        var told = await DemoAsync(folder.Path, "one");

        var weeks = Week().Matches(told).Select(m => (Week: int.Parse(m.Groups["week"].Value, CultureInfo.InvariantCulture), Version: m.Groups["version"].Value, Error: double.Parse(m.Groups["error"].Value, CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(Enumerable.Range(1, 10), weeks.Select(w => w.Week).Distinct());
        Assert.Equal("bike-demand@1", weeks[0].Version);
        Assert.NotEqual("bike-demand@1", weeks[^1].Version);
        Assert.Matches(Order(), told);
        var (before, worst, last, alone) = Sum().Match(told) is { Success: true } sum ? (Number(sum, "before"), Number(sum, "worst"), Number(sum, "last"), Number(sum, "alone")) : default;
        Assert.True(worst > 2 * before && last < 0.8 * worst && last < 0.8 * alone, told);

        // What was lived is told again from what was kept, and the same life elsewhere is the same.
        Assert.Equal(Timeline(told), Timeline(await DemoAsync(folder.Path, "one")));
        Assert.Equal(Timeline(told), Timeline(await DemoAsync(folder.Path, "two")));

        var id = Prediction().Match(told).Groups["id"].Value;
        var why = await RondoProgram.RunAsync(folder.Path, "-C", "one", "why", id, "--json");
        var report = JsonNode.Parse(why.Output)!;
        Assert.Equal((weeks[^1].Version, "ok", "deploy"), ((string?)report["version"], (string?)report["status"], (string?)report["change"]!["action"]));
        Assert.All(new[] { "request", "answer", "truth", "retraining", "alert", "lineage" }, part => Assert.NotNull(report[part]));
        Assert.Equal(0, (await RondoProgram.RunAsync(folder.Path, "-C", "one", "audit", "verify")).ExitCode);

        await ServesAsync(folder.Path);
    }

    [Fact]
    public async Task Files_that_it_did_not_write_stay_as_they_are()
    {
        using var folder = new TemporaryFolder();
        var mine = folder.File("mine/rondo.yaml", "rondo: 1\nproject: mine\n");
        var refused = await RondoProgram.RunAsync(folder.Path, "demo", "mine");
        Assert.Equal((1, "rondo: 1\nproject: mine\n"), (refused.ExitCode, await File.ReadAllTextAsync(mine)));
        Assert.Contains("is not as the demo writes it", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal([mine], Directory.GetFiles(Path.GetDirectoryName(mine)!, "*", SearchOption.AllDirectories));

        var note = folder.File("notes/note.txt", "buy bread");
        Assert.Equal(1, (await RondoProgram.RunAsync(folder.Path, "demo", "notes")).ExitCode);
        Assert.Equal([note], Directory.GetFileSystemEntries(Path.GetDirectoryName(note)!));

        var data = folder.File("other/data/rentals.csv", "id\n1\n");
        Assert.Equal(1, (await RondoProgram.RunAsync(folder.Path, "demo", "other")).ExitCode);
        var answers = folder.File("third/predictions.csv", "id\n1\n");
        Assert.Equal(1, (await RondoProgram.RunAsync(folder.Path, "demo", "third")).ExitCode);
        Assert.Equal(("id\n1\n", "id\n1\n"), (await File.ReadAllTextAsync(data), await File.ReadAllTextAsync(answers)));
    }

    private static async Task ServesAsync(string folder)
    {
        using var server = RondoProgram.Start(folder, "demo", "one", "--up", "--port", "0");
        try
        {
            string? line;
            while ((line = await server.StandardOutput.ReadLineAsync()) is not null && !line.StartsWith("Rondo is up at ", StringComparison.Ordinal))
            {
            }

            using var http = new HttpClient { BaseAddress = new(line!.Split(' ')[4]) };
            var retrainings = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/endpoints/bike-demand/retrainings", UriKind.Relative)))!["items"]!.AsArray();
            Assert.Contains(retrainings, r => (string?)r!["state"] is "promoted");

            // Its time goes on from the end of what was lived.
            var now = DateTimeOffset.Parse((string)JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/system", UriKind.Relative)))!["time"]!, CultureInfo.InvariantCulture);
            Assert.InRange(now, new(2026, 3, 14, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private static async Task<string> DemoAsync(string folder, string name)
    {
        var demo = await RondoProgram.RunAsync(folder, "demo", name);
        Assert.True(demo.ExitCode == 0, demo.ToString());
        return demo.Output;
    }

    private static string Timeline(string told) => told[told.IndexOf("In use", StringComparison.Ordinal)..told.IndexOf("Look around", StringComparison.Ordinal)];

    private static double Number(Match sum, string name) => double.Parse(sum.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ +(?<week>\d+)  \d{4}-\d\d-\d\d  (?<version>bike-demand@\d+) +\d+  (?<error>\d+\.\d) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Week();

    [GeneratedRegex(@"deployed bike-demand@1.*metro closes.*alert .*retraining set off by alert.*the challenger is better.*promoted: bike-demand@\d", RegexOptions.Singleline, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"error was (?<before>[\d.]+) .* closed, (?<worst>[\d.]+) in .* and (?<last>[\d.]+) in[\s\S]* error of (?<alone>[\d.]+) in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"why (?<id>hour-\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prediction();
}
