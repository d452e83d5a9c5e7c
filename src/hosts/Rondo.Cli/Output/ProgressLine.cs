using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Cli.Output;

/// <summary>How far a long piece of work is: one moving line on a terminal, and elsewhere a plain line every ten seconds, or as <see cref="Variable"/> says.</summary>
internal sealed class ProgressLine : IDisposable
{
    /// <summary>The variable: seconds between plain lines.</summary>
    public const string Variable = "RONDO_PROGRESS";

    private const double UsualSeconds = 10;
    private const double LeastSeconds = 0.1;
    private const double MostSeconds = 24 * 60 * 60;

    private readonly Lock _gate = new();
    private bool _shown;
    private long _last = Terminal.IsInteractive ? 0 : Environment.TickCount64;

    /// <summary>How long nothing is said where the output is no terminal, in milliseconds.</summary>
    public int PlainInterval { get; } = (int)(1000 * (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Seconds(text) : UsualSeconds));

    public void Show(double? share, string text)
    {
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (now - _last < (Terminal.IsInteractive ? 100 : PlainInterval * 9L / 10))   // a timer may come a moment early
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

    private static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= LeastSeconds and <= MostSeconds
            ? seconds
            : throw new FailureException(new Failure("progress.interval", $"{Variable} is '{text}', and no number of seconds from 0.1 to 86400.", $"Write for example {Variable}=60, or unset it for a line every ten seconds."));
}
