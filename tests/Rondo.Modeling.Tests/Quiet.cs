using Rondo.Pipelines;

namespace Rondo.Modeling.Tests;

/// <summary>Keeps what a step reports.</summary>
internal sealed class Quiet : IStepReporter
{
    public List<string> Lines { get; } = [];

    public List<(string Key, double Value, long Step)> Metrics { get; } = [];

    public void Progress(double? share, string text)
    {
    }

    public void Metric(string key, double value, long step = 0) => Metrics.Add((key, value, step));

    public void Log(string line) => Lines.Add(line);
}
