using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Where a run ran.</summary>
internal static class RunEnvironment
{
    /// <summary>Machine, operating system, runtime, process; and a component's engines.</summary>
    public static JsonObject Describe(IComponent? component)
    {
        var described = new JsonObject
        {
            ["machine"] = Environment.MachineName,
            ["os"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["cores"] = Environment.ProcessorCount,
            ["process"] = ProcessName.Own,
        };
        if (component is { Engines.Count: > 0 })
        {
            described["engines"] = new JsonArray([.. component.Engines.Select(e => JsonValue.Create(e))]);
        }

        return described;
    }
}
