using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Deployment.Capture;
using Rondo.Modeling;

namespace Rondo.Deployment.Serving;

/// <summary>
/// A version made ready to answer: immutable, and counted. Requests enter and leave; when it is retired and the last one has left, the
/// model is released. A request that cannot enter any more takes the generation that took its place.
/// </summary>
internal sealed class Generation : IDisposable
{
    private readonly ConcurrentBag<RequestState> _states = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly RecordReader _records;
    private readonly RecordWriter _recordAnswers;
    private readonly TensorReader _tensors;
    private readonly TensorWriter _tensorAnswers;

    // one for being published, one for each request inside
    private int _users = 1;

    public Generation(ModelVersion version, Bundle bundle, Predictor predictor, string endpoint, PredictLimits limits)
    {
        (Version, Predictor) = (version, predictor);
        Schema = CaptureSchema.Of(predictor.Signature);
        (_records, _recordAnswers) = (new(predictor.Signature, limits), new(predictor.Signature, version.Version));
        var number = version.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (_tensors, _tensorAnswers) = (new(predictor.Signature, limits), new(endpoint, predictor.Signature, number));
        Example = Examples.Of(bundle);
    }

    public ModelVersion Version { get; }

    public Predictor Predictor { get; }

    public CaptureSchema Schema { get; }

    /// <summary>A record that it can answer, as JSON.</summary>
    public string Example { get; }

    /// <summary>Ends when the model is released.</summary>
    public Task Drained => _drained.Task;

    /// <summary>What is recorded of the checks it passed.</summary>
    public JsonObject Evidence() => new()
    {
        ["model"] = Version.Model,
        ["digest"] = Version.Digest.Hex,
        ["gate"] = Version.GateOutcome,
        ["checks"] = new JsonArray("bundle", "replay", "single = batch", "warm"),
    };

    public bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Dispose();
        }
    }

    /// <summary>Lets nobody in any more once all have left.</summary>
    public void Retire() => Leave();

    /// <summary>Reads a body into a request's rows, or says in its failures what is wrong.</summary>
    public RecordShape Read(RequestState request, in ReadOnlySequence<byte> body, PredictFormat format)
    {
        if (format == PredictFormat.Records)
        {
            return _records.Read(body, request.Records, request.Failures);
        }

        _tensors.Read(body, request);
        return RecordShape.One;
    }

    /// <summary>Writes the answers of a request.</summary>
    public void Write(RequestState request, RecordShape shape, IBufferWriter<byte> answer, PredictFormat format)
    {
        request.Json.Reset(answer);
        if (format == PredictFormat.Records)
        {
            _recordAnswers.Write(request, shape);
        }
        else
        {
            _tensorAnswers.Write(request);
        }
    }

    public RequestState Rent() => _states.TryTake(out var state) ? state : new RequestState(Predictor.Signature);

    public void Return(RequestState state)
    {
        if (state.Records.IsSmall)
        {
            state.Clear();
            _states.Add(state);
        }
        else
        {
            state.Dispose();
        }
    }

    public void Dispose()
    {
        Predictor.Dispose();
        while (_states.TryTake(out var state))
        {
            state.Dispose();
        }

        _drained.TrySetResult();
    }
}
