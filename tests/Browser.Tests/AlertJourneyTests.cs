using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>From the number beside "Alerts" to the reason behind it.</summary>
[Collection(InBrowser.Name)]
public sealed class AlertJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Somebody_finds_out_why_an_alert_fired_and_says_that_they_look_after_it()
    {
        await chromium.Demo.SendWrongRequestsAsync();
        await using var window = await chromium.OpenAsync(new("en", Dark: true, 1360));
        var page = window.Page;
        await window.GoAsync("/alerts");
        var alert = page.Locator("main table tbody a[href^='/alerts/']").First;
        var sentence = await alert.InnerTextAsync();
        await alert.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(sentence);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Why it fired" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "History" })).ToBeVisibleAsync();
        var acknowledge = page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" });
        if (await acknowledge.CountAsync() > 0)
        {
            await acknowledge.ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByLabel("Comment").FillAsync("The sensor was replaced.");
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
            await Assertions.Expect(page.Locator("main table").Last).ToContainTextAsync("The sensor was replaced.");
        }
    }
}
