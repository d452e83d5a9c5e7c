using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>Answers one request with one generation: read, predict, write, capture, count.</summary>
internal sealed class Answering(TimeProvider clock, Capturing captures, PredictionId ids)
{
    /// <summary>Answers; the generation was entered by the caller.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It goes back to its generation; after an exception nobody uses it again.")]
    public PredictAnswer Answer(LiveEndpoint live, EndpointState state, in ReadOnlySequence<byte> body, IBufferWriter<byte> answer, in PredictCall call, out GuardVerdict? verdict, CancellationToken ct)
    {
        var generation = state.Generation!;
        var begun = clock.GetTimestamp();
        var request = generation.Rent();
        var keep = true;
        try
        {
            var shape = generation.Read(request, body, call.Format);
            var status = request.Failures.Count > 0 ? PredictionStatus.Invalid : PredictionStatus.Ok;
            var now = clock.GetUtcNow();
            if (status == PredictionStatus.Ok && request.Records.Rows > 0)
            {
                RowNames.Give(request, call.PredictionId, ids, now);
                status = request.Failures.Count > 0 ? PredictionStatus.Invalid : Predict(generation, request, ct);
            }

            if (status == PredictionStatus.Ok)
            {
                generation.Write(request, shape, answer, call.Format);
            }

            var latency = Micros(clock.GetElapsedTime(call.Arrived));
            live.Traffic.Add(status, now.Micros(), latency, request.Records.Rows);
            verdict = status == PredictionStatus.Invalid ? null : state.Guard?.Add(status == PredictionStatus.Error, clock.GetElapsedTime(begun));
            var id = captures.Add(state, request, status, now.Micros(), latency, call);
            return status == PredictionStatus.Ok
                ? new(PredictOutcome.Ok, [], generation.Version.Version)
                : new(Outcome(status, request.Failures), [.. request.Failures], generation.Version.Version, id);
        }
        catch
        {
            keep = false;
            throw;
        }
        finally
        {
            if (keep)
            {
                generation.Return(request);
            }
        }
    }

    /// <summary>Counts a request that nobody worked on, and captures that it was there.</summary>
    public void Shed(LiveEndpoint live, EndpointState state, in PredictCall call)
    {
        var (now, latency) = (clock.GetUtcNow(), Micros(clock.GetElapsedTime(call.Arrived)));
        live.Traffic.Add(PredictionStatus.Shed, now.Micros(), latency, 0);
        _ = captures.AddRefused(state, PredictionStatus.Shed, now.Micros(), latency, call);
    }

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private static PredictOutcome Outcome(PredictionStatus status, List<Failure> failures) => status switch
    {
        PredictionStatus.Error => PredictOutcome.Failed,
        _ when failures.Exists(f => f.Code is InputFailures.TooManyRowsCode) => PredictOutcome.TooLarge,
        _ => PredictOutcome.Invalid,
    };

    private static PredictionStatus Predict(Generation generation, RequestState request, CancellationToken ct)
    {
        var failures = request.Answers.Predict(generation.Predictor, request.Records, ct);
        if (failures.Count == 0)
        {
            return PredictionStatus.Ok;
        }

        request.Failures.AddRange(failures);
        return failures.All(f => f.Code.StartsWith("input.", StringComparison.Ordinal)) ? PredictionStatus.Invalid : PredictionStatus.Error;
    }
}
