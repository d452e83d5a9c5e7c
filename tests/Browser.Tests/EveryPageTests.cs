using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Browser;

/// <summary>What holds for every page, in both languages, by day and by night, at a desk and on a phone.</summary>
[Collection(InBrowser.Name)]
public sealed class EveryPageTests(Chromium chromium)
{
    private static readonly string Axe = Path.Combine(Repository.Root, "web", "node_modules", "axe-core", "axe.min.js");
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("RONDO_PICTURES");

    public static TheoryData<string, bool, int> Looks => new()
    {
        { "en", false, 1360 },
        { "zh-TW", true, 1360 },
        { "zh-TW", false, 390 },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_shows_its_content_without_a_complaint_and_breaks_no_rule_of_accessibility(string language, bool dark, int width)
    {
        var look = new Look(language, dark, width);
        var faults = new List<string>();
        await using var window = await chromium.OpenAsync(look);
        foreach (var (name, path) in await Places.AllAsync(chromium.Demo))
        {
            var before = window.Complaints.Count;
            try
            {
                await window.GoAsync(path);
            }
            catch (TimeoutException)
            {
                faults.Add($"{name}: {path} does not come to an end of loading");
            }

            await window.Page.WaitForTimeoutAsync(name.Contains("graph", StringComparison.Ordinal) ? 900 : 250);
            if (Pictures is { Length: > 0 })
            {
                Directory.CreateDirectory(Pictures);
                await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.{language}.{(dark ? "dark" : "light")}.{width}.png"), FullPage = true });
            }

            foreach (var complaint in window.Complaints.Skip(before))
            {
                faults.Add($"{name}: {complaint}");
            }

            if (await window.Page.Locator(".failure").CountAsync() > 0)
            {
                faults.Add($"{name}: {await window.Page.Locator(".failure").First.InnerTextAsync()}");
            }

            var wide = await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            if (wide > 0)
            {
                faults.Add($"{name}: {wide} px wider than the window");
            }

            await foreach (var violation in ViolationsAsync(window))
            {
                faults.Add($"{name}: {violation}");
            }
        }

        Assert.True(faults.Count == 0, $"{look}\n{string.Join('\n', faults)}");
    }

    private static async IAsyncEnumerable<string> ViolationsAsync(Window window)
    {
        // The pages allow no script but their own: this one comes by the debugger's way.
        await window.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var json = await window.Page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })).violations.map(v => [v.id, v.help, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary]))");
        foreach (var violation in JsonNode.Parse(json)!.AsArray())
        {
            yield return violation!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
    }
}
