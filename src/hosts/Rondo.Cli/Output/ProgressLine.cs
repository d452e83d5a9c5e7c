using System.Globalization;

namespace Rondo.Cli.Output;

/// <summary>How far a long piece of work is: one moving line on a terminal, and elsewhere a plain line every ten seconds.</summary>
internal sealed class ProgressLine : IDisposable
{
    /// <summary>How long nothing is said where the output is no terminal, in milliseconds.</summary>
    public const int PlainInterval = 10_000;

    private readonly Lock _gate = new();
    private bool _shown;
    private long _last = Terminal.IsInteractive ? 0 : Environment.TickCount64;

    public void Show(double? share, string text)
    {
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (now - _last < (Terminal.IsInteractive ? 100 : PlainInterval))
            {
                return;
            }

            _last = now;
            if (!Terminal.IsInteractive)
            {
                Terminal.Error.WriteLine($"{(share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0} %  ") : "")}{text}");
                return;
            }

            _shown = true;
            var bar = share is { } s ? string.Create(CultureInfo.InvariantCulture, $"{new string('█', (int)(s * 24)),-24} {s * 100,3:0} %  ") : "";
            Terminal.Error.Write($"\r\u001b[K{bar}{text}");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_shown)
            {
                Terminal.Error.Write("\r\u001b[K");
                _shown = false;
            }
        }
    }
}
