namespace Rondo.Pipelines.Executors;

/// <summary>
/// Watches the memory of running process groups: one look at <c>/proc</c> every 100 ms for all of them, or every 400 ms while none has a
/// limit; none while there are none.
/// </summary>
internal sealed class GroupMeter(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Watch> _watched = [];
    private ITimer? _timer;
    private int _turn;

    /// <summary>Starts to watch; <paramref name="exceeded"/> is called once with the use when it passes <paramref name="limit"/>.</summary>
    public Watch Start(int group, long? limit, Action<long> exceeded)
    {
        var watch = new Watch(this, group, limit, exceeded);
        lock (_gate)
        {
            _watched[group] = watch;
            _timer ??= clock.CreateTimer(_ => Look(), null, Pace / 4, Pace);
        }

        return watch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Look()
    {
        Watch[] watches;
        lock (_gate)
        {
            if (_watched.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
                return;
            }

            watches = [.. _watched.Values];
        }

        if (_turn++ % 4 != 0 && !watches.Any(w => w.HasLimit || !w.Seen))
        {
            return;
        }

        var uses = ProcessTable.Groups(watches.Select(w => w.Group).ToHashSet());
        foreach (var watch in watches)
        {
            if (uses.TryGetValue(watch.Group, out var use))
            {
                watch.See(use);
            }
        }
    }

    /// <summary>One group being watched.</summary>
    internal sealed class Watch(GroupMeter meter, int group, long? limit, Action<long> exceeded) : IDisposable
    {
        private readonly Lock _telling = new();
        private bool _done;

        public int Group => group;

        public bool HasLimit => limit is not null;

        /// <summary>Whether it was looked at.</summary>
        public bool Seen { get; private set; }

        /// <summary>The largest resident set seen.</summary>
        public long PeakBytes { get; private set; }

        /// <summary>The CPU time at the last look.</summary>
        public double CpuSeconds { get; private set; }

        public void See(GroupUse use)
        {
            lock (_telling)
            {
                if (_done)
                {
                    return;
                }

                Seen = true;
                PeakBytes = Math.Max(PeakBytes, use.Bytes);
                CpuSeconds = Math.Max(CpuSeconds, use.CpuSeconds);
                if (use.Bytes > limit)
                {
                    _done = true;
                    exceeded(use.Bytes);
                }
            }
        }

        /// <summary>After this nothing is told any more.</summary>
        public void Dispose()
        {
            lock (meter._gate)
            {
                meter._watched.Remove(group);
            }

            lock (_telling)
            {
                _done = true;
            }
        }
    }
}
