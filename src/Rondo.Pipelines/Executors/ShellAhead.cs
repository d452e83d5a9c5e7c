namespace Rondo.Pipelines.Executors;

/// <summary>
/// Keeps one shell started before anybody needs it. To start a shell in a session of its own takes longer than many a step; in a chain of
/// small steps that time now passes beside the step before. A shell that is never used ends when its input is closed, and closes with us.
/// </summary>
internal sealed class ShellAhead(Guardian guardian) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<WaitingShell>? _next;
    private bool _disposed;

    /// <summary>A shell that waits for its script: the one that was started ahead, or else a new one.</summary>
    /// <exception cref="Kernel.FailureException"><c>step.cannot-start</c>.</exception>
    public async Task<WaitingShell> TakeAsync()
    {
        Task<WaitingShell>? next;
        lock (_gate)
        {
            (next, _next) = (_next, null);
        }

        if (next is not null && await next is var shell)
        {
            if (!shell.Process.HasExited)
            {
                return shell;
            }

            shell.Process.Dispose();   // somebody killed it
        }

        return Start();
    }

    /// <summary>Starts the next one in the background, unless it is there already.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _next ??= Task.Run(Start);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        if (_next is { } next && await Task.WhenAny(next) is { IsCompletedSuccessfully: true })
        {
            (await next).Process.Dispose();
        }
    }

    private WaitingShell Start()
    {
        var mark = guardian.NextMark();
        return new(ChildStart.Shell(mark), mark);
    }
}

/// <summary>A shell in a session of its own that reads its script from its input, and what it carries in its environment as <see cref="Guardian.Mark"/>.</summary>
internal readonly record struct WaitingShell(System.Diagnostics.Process Process, string Mark);
