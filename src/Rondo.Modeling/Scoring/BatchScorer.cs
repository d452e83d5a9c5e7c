using Rondo.Bundles;
using Rondo.Data;
using Rondo.Kernel;

namespace Rondo.Modeling.Scoring;

/// <summary>Gives batches to a model. One bad row does not spoil the others of its batch. For many threads.</summary>
internal sealed class BatchScorer(Predictor predictor)
{
    private static readonly PredictionBatch Nothing = new([], [], []);

    public ScoredBatch Score(TableBatch batch, CancellationToken ct)
    {
        var places = new int[batch.Rows];
        var next = 0;
        for (var row = 0; row < places.Length; row++)
        {
            places[row] = batch.IsReadable(row) ? next++ : -1;
        }

        if (next == 0)
        {
            return new(batch, Nothing, places, batch.Unreadable);
        }

        var columns = Enumerable.Range(0, batch.Columns.Count).ToDictionary(i => batch.Columns[i].Name, batch.Values, StringComparer.Ordinal);
        var result = predictor.Predict(columns, ct);
        var bad = new List<UnreadableRow>(batch.Unreadable);
        var predictions = result.Ok ? result.Value : OneByOne(batch, columns, places, bad, result.Failures, ct);
        Unanswered(batch, predictions, places, bad);
        bad.Sort((a, b) => a.Row.CompareTo(b.Row));
        return new(batch, predictions, places, bad);
    }

    /// <summary>Finds the rows that the model cannot take; when it takes none, that is the model's failure.</summary>
    private PredictionBatch OneByOne(
        TableBatch batch, Dictionary<string, Array> columns, int[] places, List<UnreadableRow> bad, IReadOnlyList<Failure> failures, CancellationToken ct)
    {
        var (values, labels, probabilities) = (new List<double>(), new List<string>(), new List<double[]>());
        for (var row = 0; row < places.Length; row++)
        {
            if (places[row] < 0)
            {
                continue;
            }

            var at = places[row];
            var one = predictor.Predict(columns.ToDictionary(c => c.Key, c => Slice(c.Value, at), StringComparer.Ordinal), ct);
            if (!one.Ok)
            {
                places[row] = -1;
                bad.Add(new(batch.FirstRow + row, batch.Line(row), null, $"the model cannot score it: {one.Failures[0].Problem.TrimEnd('.')}", ""));
                continue;
            }

            places[row] = values.Count;
            values.Add(one.Value.Values[0]);
            labels.AddRange(one.Value.Labels ?? []);
            probabilities.AddRange(one.Value.Probabilities ?? []);
        }

        return values.Count > 0
            ? new([.. values], labels.Count > 0 ? [.. labels] : null, probabilities.Count > 0 ? [.. probabilities] : null)
            : throw new FailureException(failures);
    }

    private static void Unanswered(TableBatch batch, PredictionBatch predictions, int[] places, List<UnreadableRow> bad)
    {
        for (var row = 0; row < places.Length; row++)
        {
            if (places[row] >= 0 && !IsNumber(predictions, places[row]))
            {
                places[row] = -1;
                bad.Add(new(batch.FirstRow + row, batch.Line(row), null, "the model's answer is no finite number", ""));
            }
        }
    }

    private static bool IsNumber(PredictionBatch predictions, int at) =>
        double.IsFinite(predictions.Values[at]) && (predictions.Probabilities is null || Array.TrueForAll(predictions.Probabilities[at], double.IsFinite));

    private static Array Slice(Array column, int at) => column switch
    {
        double[] numbers => new[] { numbers[at] },
        long[] times => new[] { times[at] },
        _ => new[] { ((string?[])column)[at] },
    };
}
