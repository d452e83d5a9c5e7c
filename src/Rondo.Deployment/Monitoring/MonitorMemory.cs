using Rondo.Deployment.Drift;

namespace Rondo.Deployment.Monitoring;

/// <summary>What an endpoint's monitor remembers from window to window.</summary>
internal sealed record MonitorMemory
{
    /// <summary>The version the rest speaks of.</summary>
    public long Version { get; set; }

    /// <summary>Windows in a row that broke a rule; of <c>drift</c> also by column: <c>drift:COLUMN</c>.</summary>
    public Dictionary<string, int> Broken { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Windows in a row that kept a rule.</summary>
    public Dictionary<string, int> Kept { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Newest window judged.</summary>
    public long JudgedUntil { get; set; } = long.MinValue;

    /// <summary>The window that the version's predictions are compared with.</summary>
    public long? AnswersFrom { get; set; }

    /// <summary>The stream of the version's errors.</summary>
    public ErrorStream Errors { get; set; } = new();

    /// <summary>Whether something was judged or labelled that requirements have not been judged by yet: they are judged once for it, wherever a pass was cut off.</summary>
    public bool Unmeasured { get; set; }

    /// <summary>A version answers: where it is another one, what is known of the answers begins anew.</summary>
    public void Answers(long version)
    {
        if (Version != version)
        {
            (Version, AnswersFrom, Errors) = (version, null, new());
        }
    }
}

/// <summary>Watches the errors of a version's answers in the order in which their truth became known: standardised, by <see cref="Adwin"/>.</summary>
internal sealed record ErrorStream
{
    private const int Settling = 100;

    /// <summary>Errors seen.</summary>
    public long Seen { get; set; }

    /// <summary>Mean and sum of squared distances of the first <see cref="Settling"/> errors: the unit of the others.</summary>
    public double Mean { get; set; }

    /// <inheritdoc cref="Mean"/>
    public double Squares { get; set; }

    public AdwinState? State { get; set; }

    /// <summary>How often a change was noticed.</summary>
    public long Changes { get; set; }

    /// <summary>Which way the last change went: 1 is for the worse.</summary>
    public int Direction { get; set; }

    /// <summary>Mean error now, in the target's unit.</summary>
    public double Now { get; set; }

    /// <summary>Mean error before it went the way it goes: a slow or a large change is noticed in several, and only the first saw what was before.</summary>
    public double Before { get; set; }

    /// <summary>Takes the errors of answers, by the time of the answers.</summary>
    /// <returns>Whether they changed for the worse.</returns>
    public bool Add(IEnumerable<JoinedRow> joined) => Add(joined.OrderBy(j => j.At).Select(j => j.Error).Where(double.IsFinite));

    private bool Add(IEnumerable<double> errors)
    {
        var adwin = State is { } state ? Adwin.Of(state) : new Adwin();
        var worse = false;
        foreach (var error in errors)
        {
            Seen++;
            if (Seen <= Settling)
            {
                var distance = error - Mean;
                Mean += distance / Seen;
                Squares += distance * (error - Mean);
                continue;
            }

            var spread = Math.Sqrt(Squares / (Settling - 1));
            var unit = spread > 0 ? spread : 1;
            var change = adwin.Add((error - Mean) / unit);
            Now = (adwin.Mean * unit) + Mean;
            if (change != 0)
            {
                Before = change == Direction ? Before : (adwin.Dropped * unit) + Mean;
                (Changes, Direction, worse) = (Changes + 1, change, worse || change > 0);
            }
        }

        State = adwin.State();
        return worse;
    }
}
