using System.Diagnostics.CodeAnalysis;
using Rondo.Deployment.Capture;

namespace Rondo.Deployment.Serving;

/// <summary>Hands what was answered, and what was not, to the capture log.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The log takes each batch over.")]
internal sealed class Capturing(CaptureLog? log, PredictionId ids)
{
    /// <summary>One row for each answered row; one for a whole request that was refused or failed, without its inputs.</summary>
    /// <returns>The id under which a request that was not answered is captured; null when it is not.</returns>
    public string? Add(EndpointState state, RequestState request, PredictionStatus status, long at, long latency, in PredictCall call)
    {
        if (status != PredictionStatus.Ok)
        {
            return AddRefused(state, status, at, latency, call, request.Records.Ids.Count == 1 ? request.Records.Ids[0] : null);
        }

        var share = state.Endpoint.Settings.Capture;
        if (log is null || share <= 0)
        {
            return null;
        }

        var generation = state.Generation!;
        CaptureBatch? batch = null;
        for (var row = 0; row < request.Records.Rows; row++)
        {
            if (PredictionId.IsSampled(request.Records.Ids[row]!, share))
            {
                batch ??= new(state.Endpoint.Name, generation.Schema);
                batch.Begin(new(request.Records.Ids[row]!, status, at, generation.Version.Version, latency, request.Answers.Values[row], request.Answers.Labels?[row]), withInputs: true);
                request.Records.CopyTo(batch, row);
                batch.End();
            }
        }

        if (batch is not null)
        {
            log.TryWrite(batch);
        }

        return null;
    }

    /// <summary>One row for a request that was not answered.</summary>
    public string? AddRefused(EndpointState state, PredictionStatus status, long at, long latency, in PredictCall call, string? inRecord = null)
    {
        var given = inRecord ?? call.PredictionId;
        var id = given is not null && PredictionId.IsValid(given) ? given : ids.Next(Instants.OfMicros(at));
        if (log is null || state.Generation is not { } generation || !PredictionId.IsSampled(id, state.Endpoint.Settings.Capture))
        {
            return null;
        }

        var batch = new CaptureBatch(state.Endpoint.Name, generation.Schema);
        batch.Begin(new(id, status, at, generation.Version.Version, latency, double.NaN, null), withInputs: false);
        batch.End();
        return log.TryWrite(batch) ? id : null;
    }
}
