using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>The demo and a browser of the system, shared by every test of the collection; both end with it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningDemo? _demo;

    internal RunningDemo Demo => _demo!;

    public async Task InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        await (_demo?.DisposeAsync() ?? default);
    }

    /// <summary>A window with nothing remembered.</summary>
    internal async Task<Window> OpenAsync(Look look)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Demo.Address,
            Locale = look.Language,
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = look.Width, Height = look.Width < 600 ? 844 : 900 },
            TimezoneId = "Asia/Taipei",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return new(context, await context.NewPageAsync());
    }
}

/// <summary>How a reader sees the pages.</summary>
public sealed record Look(string Language, bool Dark, int Width)
{
    public override string ToString() => $"{Language}, {(Dark ? "dark" : "light")}, {Width} px";
}

[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<Chromium>
{
    public const string Name = "in a browser";
}
