using System.Globalization;

namespace Rondo.Cli.Output;

/// <summary>One line on a terminal that shows how far a long piece of work is; silent elsewhere.</summary>
internal sealed class ProgressLine : IDisposable
{
    private readonly Lock _gate = new();
    private bool _shown;
    private long _last;

    public void Show(double? share, string text)
    {
        if (!Terminal.IsInteractive)
        {
            return;
        }

        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (now - _last < 100)
            {
                return;
            }

            _last = now;
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
