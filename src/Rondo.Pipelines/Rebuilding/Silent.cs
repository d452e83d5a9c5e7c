namespace Rondo.Pipelines.Rebuilding;

/// <summary>Nobody listens to a step that runs again.</summary>
internal sealed class Silent : IStepReporter
{
    public void Progress(double? share, string text)
    {
    }

    public void Metric(string key, double value, long step = 0)
    {
    }

    public void Log(string line)
    {
    }
}
