using System.Globalization;
using System.Text;

namespace Rondo.Deployment.Serving;

/// <summary>What happens in this process, in the text format of Prometheus.</summary>
public static class ServingMetrics
{
    private static readonly long[] BoundsMicros = [100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000];

    /// <summary>The page.</summary>
    public static string Write(EndpointServer server)
    {
        var text = new StringBuilder();
        Head(text, "rondo_requests_total", "counter", "Requests for predictions by what became of them.");
        foreach (var live in server.Live)
        {
            foreach (var status in Enum.GetValues<PredictionStatus>())
            {
                Line(text, "rondo_requests_total", $"{Label(live)},status=\"{status.ToString().ToLowerInvariant()}\"", live.Traffic.Count(status));
            }
        }

        Head(text, "rondo_rows_total", "counter", "Rows predicted.");
        Each(text, server, "rondo_rows_total", l => l.Traffic.Rows);
        Head(text, "rondo_request_seconds", "histogram", "Seconds from a request's arrival to its answer, of those answered.");
        foreach (var live in server.Live)
        {
            Histogram(text, live);
        }

        Head(text, "rondo_endpoint_ready", "gauge", "1 where the endpoint answers.");
        Each(text, server, "rondo_endpoint_ready", l => l.State.View().IsReady ? 1 : 0);
        Head(text, "rondo_endpoint_version", "gauge", "The version that answers.");
        Each(text, server, "rondo_endpoint_version", l => l.State.Generation?.Version.Version ?? 0);
        Head(text, "rondo_endpoint_swaps_total", "counter", "Changes of the version that answers, in this process.");
        Each(text, server, "rondo_endpoint_swaps_total", l => l.Swaps);
        Head(text, "rondo_waiting_requests", "gauge", "Requests that wait for a slot.");
        Line(text, "rondo_waiting_requests", "", server.Waiting);
        Captures(text, server);
        return text.ToString();
    }

    private static void Captures(StringBuilder text, EndpointServer server)
    {
        if (server.Captures is not { } captures)
        {
            return;
        }

        Head(text, "rondo_captured_total", "counter", "Predictions captured.");
        Line(text, "rondo_captured_total", "", captures.Captured);
        Head(text, "rondo_capture_dropped_total", "counter", "Predictions that were to be captured and were lost.");
        Line(text, "rondo_capture_dropped_total", "", captures.Dropped);
        Head(text, "rondo_capture_repeated_ids_total", "counter", "Predictions captured with an id that an earlier one of the endpoint had for another record.");
        Line(text, "rondo_capture_repeated_ids_total", "", captures.Repeated);
        Head(text, "rondo_capture_unrolled", "gauge", "Journals of captures that could not be rolled at the last try.");
        Line(text, "rondo_capture_unrolled", "", captures.Unrolled);
        Head(text, "rondo_capture_torn_bytes_total", "counter", "Bytes of unfinished writes of killed processes.");
        Line(text, "rondo_capture_torn_bytes_total", "", captures.TornBytes);
    }

    private static void Histogram(StringBuilder text, LiveEndpoint live)
    {
        const string Name = "rondo_request_seconds";
        foreach (var bound in BoundsMicros)
        {
            Line(text, Name + "_bucket", string.Create(CultureInfo.InvariantCulture, $"{Label(live)},le=\"{bound / 1e6}\""), live.Traffic.CountUpTo(bound));
        }

        var count = live.Traffic.Count(PredictionStatus.Ok);
        Line(text, Name + "_bucket", $"{Label(live)},le=\"+Inf\"", count);
        Line(text, Name + "_sum", Label(live), live.Traffic.Micros / 1e6);
        Line(text, Name + "_count", Label(live), count);
    }

    private static void Each(StringBuilder text, EndpointServer server, string name, Func<LiveEndpoint, double> value)
    {
        foreach (var live in server.Live)
        {
            Line(text, name, Label(live), value(live));
        }
    }

    // An endpoint's name needs no escaping: letters, digits, dots, dashes and underscores.
    private static string Label(LiveEndpoint live) => $"endpoint=\"{live.State.Endpoint.Name}\"";

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
