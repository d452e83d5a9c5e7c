using Rondo.Data;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Deployment.Monitoring;

/// <summary>Columns of <c>monitor.ignore</c> that no model of the pipeline is given: a name that is misspelt would silence nothing.</summary>
internal sealed class IgnoreCheck : IPipelineCheck
{
    public IReadOnlyList<Failure> Check(Project project, PipelineGraph graph, IReadOnlyDictionary<NamedReference, string> stored)
    {
        var written = (project.Root["monitor"] as YamlMap)?["ignore"];
        var items = written is YamlList list ? list.Items : written is null ? [] : [written];
        return ModelColumns.Unknown("monitor.ignore", [.. items.OfType<YamlScalar>().Where(s => !s.IsNull).Select(s => (s.Text, s.Place))], project, graph, stored);
    }
}
