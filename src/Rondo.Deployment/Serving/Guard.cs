using System.Globalization;
using System.Text.Json.Nodes;

namespace Rondo.Deployment.Serving;

/// <summary>Watches the first requests of a new version, and condemns it once.</summary>
internal sealed class Guard
{
    private const double Beyond = 0.05;
    private const long Watched = 100_000;
    private readonly Lock _lock = new();
    private readonly GuardSettings _settings;
    private readonly SequentialShare? _errors;
    private readonly SequentialShare? _slow;
    private volatile bool _over;
    private long _seen;

    public Guard(GuardSettings settings)
    {
        _settings = settings;
        _errors = settings.Errors is { } errors ? new(errors) : null;
        _slow = settings.LatencyP95 is null ? null : new(Beyond);
        _over = _errors is null && _slow is null;
    }

    /// <summary>Adds a valid request; the verdict, at most once.</summary>
    public GuardVerdict? Add(bool failed, TimeSpan worked)
    {
        if (_over)
        {
            return null;
        }

        lock (_lock)
        {
            if (_over)
            {
                return null;
            }

            var verdict = Judge(failed, worked);
            _over = verdict is not null || ++_seen >= Watched;
            return verdict;
        }
    }

    private GuardVerdict? Judge(bool failed, TimeSpan worked)
    {
        if (_errors is not null && _errors.Add(failed))
        {
            return Errors();
        }

        return _slow is not null && !failed && _slow.Add(worked > _settings.LatencyP95) ? Slow() : null;
    }

    private GuardVerdict Errors() => Verdict("errors", _errors!, _settings.Errors!.Value, string.Create(
        CultureInfo.InvariantCulture, $"{_errors!.Hits} of the first {_errors.Count} requests failed in the model; at most {_settings.Errors:P1} may."));

    private GuardVerdict Slow() => Verdict("latency.p95", _slow!, Beyond, string.Create(
        CultureInfo.InvariantCulture, $"{_slow!.Hits} of the first {_slow.Count} requests took longer than {_settings.LatencyP95!.Value.TotalMilliseconds} ms; at most 5 % may."));

    private static GuardVerdict Verdict(string rule, SequentialShare test, double limit, string sentence) => new(sentence, new JsonObject
    {
        ["rule"] = rule,
        ["requests"] = test.Count,
        ["breaches"] = test.Hits,
        ["limit"] = limit,
        ["alpha"] = SequentialShare.Alpha,
    });
}

/// <summary>Why a version is rolled back.</summary>
internal sealed record GuardVerdict(string Sentence, JsonObject Evidence);
