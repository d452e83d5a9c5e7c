using Microsoft.Extensions.Logging;
using Rondo.Deployment;
using Rondo.Deployment.Alerts;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>Tells people of alerts.</summary>
internal sealed partial class AlertHeartbeat(Workspace workspace, ProjectCatalogue projects, ServerOptions options, ILogger<AlertHeartbeat> log) : IHeartbeat, IDisposable
{
    private readonly HttpClient _http = TellAlerts.Client();

    public string Name => "alerts";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task BeatAsync(CancellationToken ct)
    {
        if (projects.HasProject && projects.Read() is { Ok: true } read)
        {
            var project = read.Value;
            var request = new TellRequest(project.Name, project.Section<MonitorSettings>().Notify, TellRequest.PeopleOf(project.Section<Charter>()), options.Links, project.Secrets);
            if ((await new TellAlerts(workspace, _http).RunAsync(request, ct)).Failed is > 0 and var failed)
            {
                NotTold(log, failed);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    // What was wrong is kept without secrets, and rondo status says it; an address may be one.
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages about alerts could not be delivered; they are tried again. rondo status says what stood in the way.")]
    private static partial void NotTold(ILogger log, int count);
}
