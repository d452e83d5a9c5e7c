using Microsoft.Extensions.Logging;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Monitoring;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>Says when predictions of this process are not captured.</summary>
internal sealed partial class CaptureHeartbeat(Workspace workspace, ProjectCatalogue projects, CaptureLog captures, ILogger<CaptureHeartbeat> log) : IHeartbeat
{
    private readonly WatchLosses _watch = new(workspace, captures);

    public string Name => "captures";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public bool OnEveryServer => true;

    public async Task BeatAsync(CancellationToken ct)
    {
        var channels = projects.HasProject && projects.Read() is { Ok: true } project ? project.Value.Section<MonitorSettings>().Notify.Count : 0;
        foreach (var sentence in await _watch.RunAsync(channels, ct))
        {
            Lost(log, sentence);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sentence}")]
    private static partial void Lost(ILogger log, string sentence);
}
