using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>What the pages refuse or hold back, and how they say it.</summary>
[Collection(InBrowser.Name)]
public sealed class RefusalTests(Chromium chromium)
{
    private static readonly Look Desk = new("en", Dark: false, 1360);

    private static LocatorAssertionsToBeVisibleOptions Visible => new() { Timeout = 30_000 };

    [Fact]
    public async Task A_field_of_numbers_refuses_what_is_none_and_keeps_what_was_typed()
    {
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync($"/endpoints/{name}/try");
        var field = page.GetByLabel("temp");
        await field.FillAsync("warm");
        await page.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();

        var refusal = page.Locator("main .failure");
        await Assertions.Expect(refusal).ToContainTextAsync("temp", new() { Timeout = 30_000 });
        await Assertions.Expect(refusal).ToContainTextAsync("warm", new() { Timeout = 30_000 });
        await Assertions.Expect(field).ToHaveValueAsync("warm", new() { Timeout = 30_000 });
        await Assertions.Expect(field).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByTestId("answer")).ToHaveCountAsync(0);

        await field.FillAsync("-3.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("answer")).ToBeVisibleAsync(Visible);
        await Assertions.Expect(refusal).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(field).ToHaveValueAsync("-3.5", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_version_whose_review_was_rejected_says_so_with_the_reason()
    {
        const string Reason = "Storms were left out.";
        var project = (string)(await chromium.Demo.GetAsync("/system"))["project"]!;
        var version = await chromium.Demo.CandidateAsync(project);
        var review = await chromium.Demo.PostAsync("/api/v1/reviews", new() { ["model"] = project, ["version"] = version });
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync($"/reviews/{review["id"]}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync(Reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(page.Locator("main .state").First).ToHaveTextAsync("rejected", new() { Timeout = 30_000 });

        await window.GoAsync($"/models/{project}/{version}");
        var said = page.Locator("main section.panel", new() { HasText = Reason });
        await Assertions.Expect(said).ToBeVisibleAsync(Visible);
        await Assertions.Expect(said.Locator(".state")).ToHaveTextAsync("rejected", new() { Timeout = 30_000 });
        await said.GetByRole(AriaRole.Link, new() { Name = $"Review of {project}@{version}" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/reviews/{review["id"]}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task On_a_phone_alerts_are_filtered_by_a_list_of_choices_that_fits_the_window()
    {
        await chromium.Demo.SendWrongRequestsAsync();
        await using var window = await chromium.OpenAsync(new("en", Dark: false, 390));
        var page = window.Page;
        await window.GoAsync("/alerts");
        var rows = page.Locator("main table tbody tr");
        await Assertions.Expect(rows.First).ToBeVisibleAsync(Visible);
        var filter = page.GetByRole(AriaRole.Combobox, new() { Name = "State" });

        // silenced by nobody: the filter leaves nothing, and gives everything back
        await filter.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "silenced" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await filter.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "All" }).ClickAsync();
        await Assertions.Expect(rows.First).ToBeVisibleAsync(Visible);
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth") <= 0);
    }
}
