using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Events;

/// <summary>
/// What happens, as it happens, to whoever listens: the events of runs of any process and the audit log's acts, both read from the
/// database, and what this process publishes itself. While somebody listens the database is asked three times a second, once for all.
/// </summary>
/// <remarks>
/// Each event carries a position in both sources. Whoever comes back with the last one is given everything after it: nothing is left out,
/// and the runs' events of the last seconds may be told again (they carry run and number).
/// </remarks>
internal sealed partial class EventFeed(Workspace workspace, ILogger<EventFeed> log) : BackgroundService
{
    private const int Waiting = 2000;
    private const int MostListeners = 1000;
    private const int Batch = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    // Events are stored up to half a second after they happened, by clocks of several machines.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Channel<PositionedEvent>, bool> _listeners = new();
    private readonly ConcurrentDictionary<string, string?> _projects = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Tells the listeners of this process something that is in neither table.</summary>
    public void Publish(ServerEvent what) => Tell(new(what, null));

    /// <summary>Refuses one listener too many: before its answer has begun.</summary>
    /// <exception cref="Kernel.FailureException"><c>events.too-many</c>.</exception>
    public void DemandRoom()
    {
        if (_listeners.Count >= MostListeners)
        {
            throw new Kernel.FailureException(new Kernel.Failure("events.too-many", $"{MostListeners} listeners are here already.", "Close one, or come back later.") { Kind = Kernel.FailureKind.World });
        }
    }

    /// <summary>Everything after a position (<c>Last-Event-ID</c>), or from now on. Ends when the listener is too slow: it comes back with its position.</summary>
    public async IAsyncEnumerable<PositionedEvent> ListenAsync(string? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var mine = Channel.CreateBounded<PositionedEvent>(new BoundedChannelOptions(Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        var past = Position.Parse(after);
        _listeners[mine] = true;
        Wake();
        try
        {
            if (past is { } position)
            {
                await foreach (var missed in new Reader(workspace, position, ProjectAsync).AllAsync(ct))
                {
                    yield return missed;
                }
            }

            await foreach (var one in mine.Reader.ReadAllAsync(ct))
            {
                yield return one;
            }
        }
        finally
        {
            _listeners.TryRemove(mine, out _);
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Reader? reader = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_listeners.IsEmpty)
                {
                    reader = null;
                    await _wake.WaitAsync(stoppingToken);
                }

                reader ??= new(workspace, new(workspace.Clock.GetUtcNow(), await Reader.LastActAsync(workspace, stoppingToken)), ProjectAsync);
                foreach (var one in await reader.NextAsync(stoppingToken))
                {
                    Tell(one);
                }
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Failed(log, problem);
            }

            await Task.Delay(Pace, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryComplete();
        }
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    private void Tell(PositionedEvent one)
    {
        foreach (var listener in _listeners.Keys)
        {
            if (!listener.Writer.TryWrite(one))
            {
                listener.Writer.TryComplete();
            }
        }
    }

    private async Task<string?> ProjectAsync(string run, CancellationToken ct)
    {
        if (_projects.TryGetValue(run, out var known))
        {
            return known;
        }

        if (_projects.Count > Batch)
        {
            _projects.Clear();
        }

        return _projects[run] = (await workspace.Runs.FindAsync(run, ct))?.Start.Project;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events could not be read; it is tried again.")]
    private static partial void Failed(ILogger log, Exception problem);

    /// <summary>Reads both sources onwards from a position.</summary>
    private sealed class Reader(Workspace workspace, Position from, Func<string, CancellationToken, Task<string?>> project)
    {
        private readonly HashSet<(string Run, long Number)> _seen = [];
        private readonly Queue<((string, long) Key, DateTimeOffset At)> _order = new();
        private readonly DateTimeOffset _begin = from.Time;
        private Position _at = from;
        private DateTimeOffset _newest = from.Time;

        public static async Task<long> LastActAsync(Workspace workspace, CancellationToken ct) =>
            (await workspace.Audit.ListAsync(subject: null, 1, before: null, ct)) is [var last] ? last.Number : 0;

        public async IAsyncEnumerable<PositionedEvent> AllAsync([EnumeratorCancellation] CancellationToken ct)
        {
            IReadOnlyList<PositionedEvent> piece;
            do
            {
                piece = await NextAsync(ct);
                foreach (var one in piece)
                {
                    yield return one;
                }
            }
            while (piece.Count >= Batch);
        }

        public async Task<IReadOnlyList<PositionedEvent>> NextAsync(CancellationToken ct)
        {
            var found = new List<PositionedEvent>();
            foreach (var e in await RunEvents.SinceAsync(workspace, _newest - Late, _seen.Count + Batch, ct))
            {
                if (_seen.Add((e.Run.Value, e.Number)) && e.At >= _begin - Late)
                {
                    _order.Enqueue(((e.Run.Value, e.Number), e.At));
                    _newest = e.At > _newest ? e.At : _newest;
                    _at = _at with { Time = _newest };
                    found.Add(new(new(e.Kind, "run:" + e.Run, await project(e.Run.Value, ct), e.At, Data(e)), _at));
                }
            }

            foreach (var act in await ActsAsync(ct))
            {
                _at = _at with { Act = act.Number };
                found.Add(new(new(act.Event.Action, act.Event.Subject, null, act.At, act.Event.Details), _at));
            }

            Forget();
            return found;
        }

        private static System.Text.Json.Nodes.JsonObject Data(StoredRunEvent e)
        {
            var data = e.Details;
            data["number"] = e.Number;
            if (e.Step.Length > 0)
            {
                data["step"] = e.Step;
            }

            return data;
        }

        private async Task<IEnumerable<AuditEntry>> ActsAsync(CancellationToken ct)
        {
            var acts = new List<AuditEntry>();
            long? before = null;
            while (true)
            {
                var piece = await workspace.Audit.ListAsync(subject: null, 100, before, ct);
                acts.AddRange(piece.Where(a => a.Number > _at.Act));
                if (piece.Count < 100 || piece[^1].Number <= _at.Act || acts.Count >= Batch)
                {
                    return acts.OrderBy(a => a.Number);
                }

                before = piece[^1].Number;
            }
        }

        private void Forget()
        {
            while (_order.TryPeek(out var oldest) && oldest.At < _newest - Late - Late)
            {
                _seen.Remove(_order.Dequeue().Key);
            }
        }
    }
}

/// <summary>An event and where the listener stands when it has it; null for one that is stored nowhere.</summary>
internal sealed record PositionedEvent(ServerEvent Event, Position? Position);

/// <summary>A position in both sources.</summary>
/// <param name="Time">Of the newest event of a run.</param>
/// <param name="Act">The number of the last act of the audit log.</param>
internal sealed record Position(DateTimeOffset Time, long Act)
{
    /// <summary>As it is written in <c>id:</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.Micros()}.{Act}");

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    public static Position? Parse(string? text) =>
        text?.Split('.') is [var time, var act] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros < 253_402_300_799_000_000
        && long.TryParse(act, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(Times.OfMicros(micros), number) : null;
}
