using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Rondo.Bundles;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Retraining;
using Rondo.Deployment.Serving;
using Rondo.Pipelines;

namespace Rondo.Cli.Demo;

/// <summary>
/// Some weeks in the life of the endpoint, in the demo's own time: each hour asks for a prediction, most truths come two days late, and after
/// each day the same use cases look at it that a server's heartbeats call. A life that was cut off goes on with the next day.
/// </summary>
internal sealed class DemoLife(ProjectSession session, DemoClock clock)
{
    /// <summary>The weeks it lasts.</summary>
    public const int Weeks = 10;

    /// <summary>How long after an hour its truth is known.</summary>
    public const int DaysLate = 2;

    private const int Unknown = 31;

    /// <summary>Its first hour: a new year, and the first day of a window of monitors.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly int First = (int)(Begin.UtcDateTime - CityBikes.Start).TotalHours;

    private readonly string[] _hours = [.. DemoProject.City.Hours(First, Weeks * 7 * 24)];

    /// <summary>The endpoint.</summary>
    public string Endpoint { get; } = session.Project.Section<ServeSettings>().Endpoint!;

    /// <summary>The time when everything about it is known.</summary>
    public static DateTimeOffset End => Begin.AddDays((Weeks * 7) + DaysLate);

    /// <summary>Whether some of it has been lived.</summary>
    public async Task<bool> HasBegunAsync(CancellationToken ct) => await LivedAsync(ct) > 0;

    /// <summary>The weeks whose truths are known already.</summary>
    public async Task<int> KnownWeeksAsync(CancellationToken ct) => await LivedAsync(ct) is var days && days >= Weeks * 7 ? Weeks : Math.Max(0, (days - DaysLate) / 7);

    /// <summary>Lives; <paramref name="known"/> is told the number of each week, from 0, as soon as its truths are there.</summary>
    public async Task RunAsync(Func<int, Task> known, CancellationToken ct)
    {
        await using var captures = CaptureLog.Open(session.Workspace);
        await using var server = new EndpointServer(session.Workspace, new() { Captures = captures });
        await server.SyncAsync(ct);
        if (server.Find(Endpoint) is null)
        {
            clock.Set(Begin.AddHours(-1));
            _ = (await server.DeployAsync(new(Endpoint, $"{session.Project.Name}@champion", ProjectSession.User, "the first version") { Project = session.Project.Name, Settings = session.Project.Section<ServeSettings>() }, ct)).Value;
        }

        var loop = new RetrainingLoop(new(session.Workspace, session.Stages, server)
        {
            Load = (name, overrides) => string.Equals(name, session.Project.Name, StringComparison.Ordinal) ? ProjectLoader.Load(session.Project.Folder, overrides, session.Stages) : null,
            WorkerCommand = [Environment.ProcessPath!, "worker"],
        });
        var watch = new WatchDue(session.Workspace);
        for (var day = await FirstDayAsync(ct); day < (Weeks * 7) + DaysLate; day++)
        {
            await AskAsync(server, day, ct);
            await captures.FlushAsync(Endpoint, ct);
            clock.Set(Begin.AddDays(day + 1).AddMinutes(10));
            await TellAsync(server, day - DaysLate, ct);
            await watch.RunAsync(session.Project, now: false, ct);
            clock.Go();
            await loop.TickAsync(ct);
            if (day >= DaysLate + 6 && (day - DaysLate) % 7 == 6)
            {
                await known((day - DaysLate) / 7);
            }
        }
    }

    /// <summary>How many days of it are captured already.</summary>
    private async Task<int> LivedAsync(CancellationToken ct)
    {
        var files = await new CaptureStore(session.Workspace).FilesBetweenAsync(Endpoint, Begin, End, ct);
        return files.Count == 0 ? 0 : (int)(files.Max(f => f.LastAt) - Begin).TotalDays + 1;
    }

    // The last days ask nothing: they are done when the last truths are there.
    private async Task<int> FirstDayAsync(CancellationToken ct) =>
        await LivedAsync(ct) is var days && days < Weeks * 7 ? days
        : await new FeedbackStore(session.Workspace).FindAsync(Endpoint, IdOf((Weeks * 7 * 24) - 1), ct) is null ? days : (Weeks * 7) + DaysLate;

    private async Task AskAsync(EndpointServer server, int day, CancellationToken ct)
    {
        if (day >= Weeks * 7)
        {
            return;
        }

        var answer = new ArrayBufferWriter<byte>();
        for (var hour = day * 24; hour < (day + 1) * 24; hour++)
        {
            clock.Set(Begin.AddHours(hour));
            answer.ResetWrittenCount();
            var body = new ReadOnlySequence<byte>(Record(server.Find(Endpoint)!.Signature!, _hours[hour]));
            var said = await server.PredictAsync(Endpoint, body, answer, new(clock.GetTimestamp()) { PredictionId = IdOf(hour) }, ct);
            if (said.Failures.Count > 0)
            {
                throw new Kernel.FailureException(said.Failures);
            }
        }
    }

    // One truth in thirty is never known.
    private async Task TellAsync(EndpointServer server, int day, CancellationToken ct)
    {
        if (day >= 0)
        {
            var truths = Enumerable.Range(day * 24, 24).Where(h => h % Unknown != 7).Select(h => new Feedback(IdOf(h), _hours[h].Split(',')[^1], Begin.AddHours(h + 1))).ToList();
            _ = (await new FeedbackStore(session.Workspace).AddAsync(Endpoint, server.Find(Endpoint)!.Signature!, truths, replace: false, ct)).Value;
        }
    }

    /// <summary>The last hours of it, as lines.</summary>
    public static IEnumerable<string> LastHours(int count) => DemoProject.City.Hours(First + (Weeks * 7 * 24) - count, count);

    /// <summary>The prediction of an hour of this life.</summary>
    public static string IdOf(int hour) => "hour-" + Begin.AddHours(hour).ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);

    private static byte[] Record(Signature signature, string line)
    {
        var values = CityBikes.Columns.Zip(line.Split(',')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        return JsonSerializer.SerializeToUtf8Bytes(signature.Inputs.Where(i => values.ContainsKey(i.Name)).ToDictionary(i => i.Name, i => Value(i, values[i.Name]), StringComparer.Ordinal));
    }

    private static object? Value(Field field, string text) =>
        text.Length == 0 ? null : field.Type is FieldType.Text or FieldType.Timestamp ? text : double.Parse(text, CultureInfo.InvariantCulture);
}
