using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>What people come for, from the first click to the last.</summary>
[Collection(InBrowser.Name)]
public sealed partial class JourneyTests(Chromium chromium)
{
    private static readonly Look Desk = new("en", Dark: false, 1360);

    [Fact]
    public async Task Somebody_starts_a_run_and_sees_it_move_to_its_end_without_reloading()
    {
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Pipeline" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Run every step again").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(RunPage(), new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText(Steps())).ToBeVisibleAsync(Visible);
        await Assertions.Expect(page.Locator("main .state").First).ToHaveTextAsync("running", Soon);
        await Assertions.Expect(page.Locator("main .state").First).ToHaveTextAsync("done", new() { Timeout = 240_000 });
        var (done, all) = Counted(await page.GetByText(Steps()).InnerTextAsync());
        Assert.Equal(all, done);
        Assert.True(window.Complaints.Count == 0, string.Join("; ", window.Complaints));
    }

    [Fact]
    public async Task A_reviewer_reads_the_gate_report_and_approves_a_model()
    {
        var project = (string)(await chromium.Demo.GetAsync("/system"))["project"]!;
        var version = await chromium.Demo.CandidateAsync(project);
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync($"/models/{project}/{version}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for a review" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Ask for a review" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Review of {project}@{version}" })).ToBeVisibleAsync(Visible);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Gate report" })).ToBeVisibleAsync(Visible);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeDisabledAsync();
        await dialog.GetByLabel("Reason").FillAsync("The seed changes nothing that matters.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Assertions.Expect(page.Locator("main").GetByText("The seed changes nothing that matters.", new() { Exact = true })).ToBeVisibleAsync(Visible);
        await Assertions.Expect(page.Locator("main .state").First).ToHaveTextAsync("approved", Soon);
        await window.GoAsync($"/models/{project}/{version}");
        await Assertions.Expect(page.Locator("main").GetByText("champion", new() { Exact = true }).First).ToBeVisibleAsync(Visible);
    }

    [Fact]
    public async Task Somebody_tries_a_prediction_and_asks_why_it_was_that()
    {
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await window.GoAsync("/endpoints");
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Try it" }).ClickAsync();
        await page.GetByLabel("temp").FillAsync("21.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();

        var answer = await page.GetByTestId("answer").InnerTextAsync();
        Assert.Matches(@"^[−\d][\d.,]*$", answer);
        await page.GetByRole(AriaRole.Link, new() { Name = "Why this answer?" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Why this prediction" })).ToBeVisibleAsync(Visible);
        await Assertions.Expect(page.Locator("main").GetByText("21.5", new() { Exact = true })).ToBeVisibleAsync(Visible);
        await Assertions.Expect(page.Locator("main").GetByText(answer, new() { Exact = true }).First).ToBeVisibleAsync(Visible);
    }

    [Fact]
    public async Task A_wrong_value_is_refused_with_its_field_and_the_remedy()
    {
        await using var window = await chromium.OpenAsync(Desk);
        var name = (string)(await Places.ItemsAsync(chromium.Demo, "/endpoints"))[0]!["name"]!;
        await window.GoAsync($"/endpoints/{name}/try");
        await window.Page.GetByLabel("date", new() { Exact = true }).FillAsync("not a day");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("date");
    }

    [Fact]
    public async Task A_reader_chooses_another_language_and_it_stays()
    {
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Runs" })).ToBeVisibleAsync(Visible);
        await page.GetByText("中文").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "執行紀錄" })).ToBeVisibleAsync(Visible);
        Assert.Equal("zh-Hant-TW", await page.EvaluateAsync<string>("() => document.documentElement.lang"));

        await window.GoAsync("/models");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("模型");
    }

    [Fact]
    public async Task The_keyboard_alone_leads_everywhere()
    {
        await using var window = await chromium.OpenAsync(Desk);
        var page = window.Page;
        await window.GoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Endpoints");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync(Visible);
    }

    private static LocatorAssertionsToBeVisibleOptions Visible => new() { Timeout = 20_000 };

    private static LocatorAssertionsToHaveTextOptions Soon => new() { Timeout = 30_000 };

    private static (int Done, int All) Counted(string text)
    {
        var found = Steps().Match(text);
        return (int.Parse(found.Groups["done"].Value, System.Globalization.CultureInfo.InvariantCulture), int.Parse(found.Groups["all"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"/runs/[0-9a-f]+$", RegexOptions.None, 1000)]
    private static partial Regex RunPage();

    [GeneratedRegex(@"(?<done>\d+) of (?<all>\d+) steps", RegexOptions.None, 1000)]
    private static partial Regex Steps();
}
