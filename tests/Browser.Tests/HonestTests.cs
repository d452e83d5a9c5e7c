using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>Numbers say whose they are, and pictures put like below like.</summary>
[Collection(InBrowser.Name)]
public sealed class HonestTests(Chromium chromium)
{
    private static readonly Look Desk = new("en", Dark: false, 1360);

    [Fact]
    public async Task Values_of_requirements_name_the_version_that_was_tested_and_the_one_in_use()
    {
        var project = (string)(await chromium.Demo.GetAsync("/system"))["project"]!;
        var latest = (string)(await chromium.Demo.GetAsync("/projects/" + project))["latest"]!;
        var endpoint = (await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!;
        await using var window = await chromium.OpenAsync(Desk);
        foreach (var path in new[] { "/", $"/projects/{project}/charter" })
        {
            await window.GoAsync(path);
            var heads = window.Page.Locator("main th[role=columnheader]");
            await Assertions.Expect(heads.Filter(new() { HasText = $"Tested: {latest}" })).ToHaveCountAsync(1, new() { Timeout = 30_000 });
            if (await heads.Filter(new() { HasText = "In use" }).CountAsync() > 0)
            {
                await Assertions.Expect(heads.Filter(new() { HasText = $"In use: {endpoint["model"]}@{endpoint["version"]}" })).ToHaveCountAsync(1, new() { Timeout = 30_000 });
            }
        }
    }

    [Fact]
    public async Task Cells_of_one_window_stand_below_each_other_in_the_map_of_drift()
    {
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await using var window = await chromium.OpenAsync(Desk);
        await window.GoAsync($"/endpoints/{name}/monitor");
        await Assertions.Expect(window.Page.Locator("button.drift-row").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await window.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('button.drift-row')].every(r => r.querySelector('span[title]'))", null, new() { Timeout = 30_000 });
        var astray = await window.Page.EvaluateAsync<string[]>(
            """
            () => {
              const left = new Map()
              return [...document.querySelectorAll('button.drift-row span[title]')].filter((cell) => {
                const at = cell.title.split(': ')[0], x = Math.round(cell.getBoundingClientRect().left)
                if (!left.has(at)) left.set(at, x)
                return Math.abs(left.get(at) - x) > 1
              }).map((cell) => cell.closest('button').getAttribute('aria-label') + ' at ' + cell.title)
            }
            """);
        Assert.Empty(astray);
    }
}
