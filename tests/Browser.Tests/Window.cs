using Microsoft.Playwright;

namespace Rondo.Browser;

/// <summary>A browser window that notes what pages complain about.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Goes there and waits until the page has what it waits for.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    /// <summary>Waits until nothing on the page is still being loaded.</summary>
    public async Task SettleAsync()
    {
        await Page.Locator("main h1, main .failure").First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => document.querySelectorAll('.waiting').length === 0");
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
