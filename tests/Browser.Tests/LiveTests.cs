using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>What one person does, another one sees: no page is ever loaded again here.</summary>
[Collection(InBrowser.Name)]
public sealed class LiveTests(Chromium chromium)
{
    private static readonly Look Desk = new("en", Dark: false, 1360);

    private static LocatorAssertionsToHaveTextOptions Soon => new() { Timeout = 20_000 };

    [Fact]
    public async Task An_endpoint_that_is_stopped_in_one_window_is_seen_to_stop_in_the_other()
    {
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await using var watcher = await chromium.OpenAsync(Desk);
        await using var actor = await chromium.OpenAsync(Desk);
        await watcher.GoAsync("/endpoints");
        var state = watcher.Page.Locator("main .state").First;
        await Assertions.Expect(state).ToHaveTextAsync("live", Soon);
        await actor.GoAsync($"/endpoints/{name}/versions");
        await ActAsync(actor, "Stop");
        try
        {
            await Assertions.Expect(state).ToHaveTextAsync("stopped", Soon);
        }
        finally
        {
            await ActAsync(actor, "Start");
        }

        await Assertions.Expect(state).ToHaveTextAsync("live", Soon);
    }

    [Fact]
    public async Task A_run_of_the_command_line_moves_in_an_open_page()
    {
        var folder = (string?)(await Places.ItemsAsync(chromium.Demo, "/projects"))[0]!["folder"];
        Assert.True(Directory.Exists(folder), $"The project's folder is not on this machine: {folder}");
        await using var window = await chromium.OpenAsync(Desk);
        await window.GoAsync("/runs");
        var rows = window.Page.GetByTestId("runs").GetByRole(AriaRole.Row);
        var first = rows.Nth(1).GetByRole(AriaRole.Link);
        var newest = await first.GetAttributeAsync("href");

        await RunningDemo.RunAsync(folder, "run", "import");

        await Assertions.Expect(first).Not.ToHaveAttributeAsync("href", newest!, new() { Timeout = 20_000 });
        await Assertions.Expect(rows.Nth(1).Locator(".state")).ToHaveTextAsync("done", Soon);
    }

    [Fact]
    public async Task A_review_that_is_asked_for_elsewhere_is_counted_in_the_menu_and_is_gone_when_it_is_settled()
    {
        var project = (string)(await chromium.Demo.GetAsync("/system"))["project"]!;
        var version = await chromium.Demo.CandidateAsync(project);
        await using var window = await chromium.OpenAsync(Desk);
        await window.GoAsync("/reviews");
        var review = await chromium.Demo.PostAsync("/api/v1/reviews", new() { ["model"] = project, ["version"] = version });
        await Assertions.Expect(window.Page.GetByLabel("1 review waits")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Assertions.Expect(window.Page.Locator("main tbody tr")).ToHaveCountAsync(1, new() { Timeout = 20_000 });

        await chromium.Demo.PostAsync($"/api/v1/reviews/{review["id"]}/decisions", new() { ["decision"] = "reject", ["reason"] = "Only to see it go." });
        await Assertions.Expect(window.Page.Locator("main tbody tr")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task A_page_that_is_opened_while_the_server_is_gone_says_so_and_comes_when_it_is_back()
    {
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync("/models");
        await page.RouteAsync("**/assets/AuditPage*", route => route.AbortAsync());
        await page.RouteAsync("**/api/v1/**", route => route.AbortAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The server does not answer.", new() { Timeout = 30_000 });

        await page.UnrouteAllAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Audit", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0, new() { Timeout = 30_000 });
    }

    private static async Task ActAsync(Window window, string what)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = what, Exact = true }).ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("To see it move.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = what, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0, new() { Timeout = 20_000 });
    }
}
