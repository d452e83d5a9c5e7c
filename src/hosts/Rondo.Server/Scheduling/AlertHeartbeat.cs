using Rondo.Deployment;
using Rondo.Deployment.Alerts;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>Tells people of alerts.</summary>
internal sealed class AlertHeartbeat(Workspace workspace, ProjectCatalogue projects, ServerOptions options) : IHeartbeat, IDisposable
{
    private readonly HttpClient _http = TellAlerts.Client();

    public string Name => "alerts";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task BeatAsync(CancellationToken ct)
    {
        if (projects.HasProject && projects.Read() is { Ok: true } read)
        {
            var project = read.Value;
            var request = new TellRequest(project.Name, project.Section<MonitorSettings>().Notify, TellRequest.PeopleOf(project.Section<Charter>()), options.Address, project.Secrets);
            await new TellAlerts(workspace, _http).RunAsync(request, ct);
        }
    }

    public void Dispose() => _http.Dispose();
}
