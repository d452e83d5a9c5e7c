using System.Globalization;
using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>The main journeys without a mouse.</summary>
[Collection(InBrowser.Name)]
public sealed class KeyboardTests(Chromium chromium)
{
    private const int MostTabs = 60;
    private static readonly Look Desk = new("en", Dark: false, 1360);

    [Fact]
    public async Task A_dialog_keeps_the_focus_and_Escape_gives_it_back()
    {
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync($"/endpoints/{name}/versions");
        await ReachAsync(page, "Stop");
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        for (var i = 0; i < 8; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.closest('[role=dialog]') !== null"), $"Tab {i + 1} left the dialog.");
        }

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_prediction_is_tried_with_the_keyboard_alone()
    {
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync("/");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Endpoints");
        await ReachAsync(page, name);
        await page.Keyboard.PressAsync("Enter");
        await window.SettleAsync();
        await ReachAsync(page, "Traffic");
        await page.Keyboard.PressAsync("ArrowRight");
        await ReachAsync(page, "Predict");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("answer")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ReachAsync(page, "Why this answer?");
    }

    [Fact]
    public async Task Whatever_the_tab_key_reaches_shows_that_it_has_the_focus()
    {
        await using var window = await chromium.OpenAsync(Desk);
        foreach (var (_, path) in (await Places.AllAsync(chromium.Demo)).Where(p => p.Name is "home-graph" or "run-graph" or "endpoint-monitor" or "runs" or "version"))
        {
            await window.GoAsync(path);
            for (var i = 0; i < MostTabs; i++)
            {
                await window.Page.Keyboard.PressAsync("Tab");
                var hidden = await window.Page.EvaluateAsync<string?>(
                    """
                    () => {
                      const at = document.activeElement
                      if (!at || at === document.body) return null
                      const shown = [at, ...at.querySelectorAll('*'), at.nextElementSibling, at.parentElement, at.parentElement?.querySelector('label')]
                        .filter(Boolean)
                        .some((e) => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || (at.matches('input') && s.borderColor !== '') })
                      return shown ? null : at.outerHTML.slice(0, 160)
                    }
                    """);
                Assert.True(hidden is null, string.Create(CultureInfo.InvariantCulture, $"{path}: {hidden}"));
            }
        }
    }

    /// <summary>Presses Tab until the thing of that name has the focus.</summary>
    private static async Task ReachAsync(IPage page, string name)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("() => (document.activeElement?.innerText ?? '').trim()") == name)
            {
                return;
            }
        }

        Assert.Fail($"The tab key does not reach '{name}'.");
    }
}
