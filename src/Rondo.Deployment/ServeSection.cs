using System.Globalization;
using Rondo.Deployment.Endpoints;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Deployment;

/// <summary>Reads <c>serve:</c> into <see cref="ServeSettings"/>.</summary>
internal sealed class ServeSection : ISection
{
    private const string LatencyKey = "latency.p95";

    public string Key => "serve";

    public object Read(SectionReader reader, SectionContext earlier)
    {
        Later(reader, "rollout", "A deployment switches all requests at once, and the guard takes it back.");
        Later(reader, "target", "The server is the only target.");
        return new ServeSettings
        {
            Endpoint = Name(reader),
            Capture = reader.Share("capture") ?? 1,
            Guard = Guard(reader, Required(earlier.Find<Charter>())),
        };
    }

    private static string? Name(SectionReader reader)
    {
        if (reader.Text("endpoint") is not { } name || EndpointName.IsValid(name))
        {
            return reader.Text("endpoint");
        }

        reader.Failures.Add(EndpointName.Bad(name) with { Place = reader.PlaceOf("endpoint") });
        return null;
    }

    private static GuardSettings Guard(SectionReader reader, TimeSpan? required)
    {
        var usual = new GuardSettings { LatencyP95 = required };
        if (reader.Node("guard") is YamlScalar { Text: "off" })
        {
            return new() { Errors = null };
        }

        if (reader.Node("guard") is YamlScalar written)
        {
            reader.Failures.Add(new("yaml.bad-value", $"{reader.Path}.guard cannot be '{written.Text}'.", "Write guard: off, or what it watches: guard: { errors: 1% }.", reader.PlaceOf("guard")));
            return usual;
        }

        if (reader.Map("guard") is not { } inner)
        {
            return usual;
        }

        var guard = new GuardSettings
        {
            Errors = Positive(inner, "errors", inner.Share("errors")) ?? usual.Errors,
            LatencyP95 = inner.Duration(LatencyKey) ?? usual.LatencyP95,
        };
        inner.Finish();
        return guard;
    }

    private static double? Positive(SectionReader reader, string key, double? share)
    {
        if (share is not (<= 0 or >= 1))
        {
            return share;
        }

        reader.Failures.Add(new("yaml.bad-value", $"{reader.Path}.{key} lies between 0% and 100%.", $"Write for example {key}: 1%, or guard: off.", reader.PlaceOf(key)));
        return null;
    }

    // What the charter requires of the latency is what the guard watches when nothing else is written.
    private static TimeSpan? Required(Charter? charter)
    {
        var bounds = (charter?.Requirements ?? [])
            .Where(r => r is { Measure: LatencyKey, Operator: "<=" or "<", WarnOnly: false } && r.Bound.EndsWith(" s", StringComparison.Ordinal))
            .Select(r => double.TryParse(r.Bound[..^2], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : double.NaN)
            .Where(double.IsFinite)
            .ToList();
        return bounds.Count > 0 ? TimeSpan.FromSeconds(bounds.Min()) : null;
    }

    private static void Later(SectionReader reader, string key, string remedy)
    {
        if (reader.Node(key) is not null)
        {
            reader.Failures.Add(new("serve.not-in-this-version", $"serve.{key} is not in this version.", $"Remove it. {remedy}", reader.PlaceOf(key)));
        }
    }
}
