using System.IO.Compression;

namespace Rondo.Browser;

/// <summary>What a first visit costs, and what long things do to the page.</summary>
[Collection(InBrowser.Name)]
public sealed class SizeTests(Chromium chromium)
{
    private const long MostScript = 150_000;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-TW")]
    public async Task The_first_page_needs_at_most_150_kB_of_compressed_script(string language)
    {
        await using var window = await chromium.OpenAsync(new(language, Dark: false, 1360));
        var scripts = new HashSet<string>(StringComparer.Ordinal);
        window.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith(".js", StringComparison.Ordinal))
            {
                lock (scripts)
                {
                    scripts.Add(new Uri(response.Url).AbsolutePath);
                }
            }
        };
        await window.GoAsync("/");
        await window.Page.WaitForTimeoutAsync(1000);
        var total = scripts.Sum(s => Compressed(Repository.Pages + s));
        Assert.NotEmpty(scripts);
        Assert.True(total <= MostScript, $"{total} bytes of script: {string.Join(", ", scripts)}");
    }

    [Fact]
    public async Task Ten_thousand_runs_scroll_to_their_end_while_the_page_keeps_only_what_is_in_sight()
    {
        const int Runs = 10_000;
        await using var window = await chromium.OpenAsync(new("en", Dark: false, 1360));
        var page = window.Page;
        await page.RouteAsync("**/api/v1/runs?**", route => route.FulfillAsync(new() { ContentType = "application/json", Body = LongThings.Runs(route.Request.Url, Runs) }));
        await window.GoAsync("/runs");
        var table = page.GetByTestId("runs");
        await page.WaitForFunctionAsync(
            """
            () => {
              const box = document.querySelector('[data-testid=runs]');
              box.scrollTop = box.scrollHeight;
              return document.body.innerText.includes('10,000 runs') && box.innerText.includes('run 9999');
            }
            """,
            null,
            new() { Timeout = 120_000, PollingInterval = 50 });
        await Microsoft.Playwright.Assertions.Expect(table.GetByText("run 9999", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.InRange(await table.GetByRole(Microsoft.Playwright.AriaRole.Row).CountAsync(), 10, 80);
        Assert.InRange(await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"), 100, 3000);
    }

    [Fact]
    public async Task A_graph_of_a_thousand_steps_is_drawn_as_far_as_it_is_in_sight()
    {
        await using var window = await chromium.OpenAsync(new("en", Dark: false, 1360));
        var page = window.Page;
        var project = (string)(await chromium.Demo.GetAsync("/system"))["project"]!;
        await page.RouteAsync("**/api/v1/projects/*/pipeline", route => route.FulfillAsync(new() { ContentType = "application/json", Body = LongThings.Pipeline(1000) }));
        await window.GoAsync($"/projects/{project}/pipeline");
        await page.Locator(".react-flow__node").First.WaitForAsync(new() { Timeout = 60_000 });
        await page.WaitForTimeoutAsync(500);
        Assert.InRange(await page.Locator(".react-flow__node").CountAsync(), 1, 400);
        await page.Locator(".react-flow__node button").First.DispatchEventAsync("click");
        await Microsoft.Playwright.Assertions.Expect(page.Locator("main h2").First).ToContainTextAsync("step-");
    }

    [Fact]
    public async Task A_data_set_of_a_thousand_columns_shows_the_first_of_them_and_finds_every_one()
    {
        await using var window = await chromium.OpenAsync(new("en", Dark: false, 1360));
        var page = window.Page;
        var project = (string)(await chromium.Demo.GetAsync("/system"))["project"]!;
        await page.RouteAsync("**/api/v1/datasets/*/versions/latest", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { ContentType = "application/json", Body = LongThings.Columns(await answer.TextAsync(), 1000) });
        });
        await window.GoAsync($"/data/{project}");
        var cards = page.Locator("section.panel[aria-label^='column ']");
        await Microsoft.Playwright.Assertions.Expect(cards).ToHaveCountAsync(60, new() { Timeout = 30_000 });
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Show more: 60 of 1,000 are here" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(cards).ToHaveCountAsync(360, new() { Timeout = 30_000 });
        await page.GetByLabel("Find a column").FillAsync("column 99");
        await Microsoft.Playwright.Assertions.Expect(cards).ToHaveCountAsync(11, new() { Timeout = 30_000 });
    }

    private static long Compressed(string path)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(path));
        }

        return into.Length;
    }
}
