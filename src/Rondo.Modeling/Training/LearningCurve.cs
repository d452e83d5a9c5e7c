namespace Rondo.Modeling.Training;

/// <summary>The metric by round, and which round is best.</summary>
/// <remarks>
/// A metric of ranks or of labels is satisfied by probabilities that are good for nothing: on few rows one tree may rank best. Beside such a
/// metric the loss is watched, and only a round whose loss is at most a hundredth above the smallest one can be best.
/// </remarks>
internal sealed class LearningCurve(bool higherIsBetter)
{
    private const double Tolerance = 1.01;

    private readonly List<double> _train = [];
    private readonly List<double> _validation = [];
    private readonly List<double> _loss = [];
    private int _smallest;

    public IReadOnlyList<double> Train => _train;

    public IReadOnlyList<double> Validation => _validation;

    /// <summary>The round with the best value on validation among those that may be best, from 0; the first of equals.</summary>
    public int Best { get; private set; }

    /// <summary>The last round in which anything that is watched became better.</summary>
    public int LastGain { get; private set; }

    /// <summary>Adds a round.</summary>
    /// <param name="train">The metric on the training part.</param>
    /// <param name="validation">The metric on the validation part.</param>
    /// <param name="loss">The loss on the validation part, beside a metric that does not look at probabilities.</param>
    public void Add(double train, double validation, double? loss)
    {
        _train.Add(train);
        _validation.Add(validation);
        _loss.Add(loss ?? 0);
        var (round, before) = (_loss.Count - 1, Best);
        var falls = _loss[round] < _loss[_smallest];
        _smallest = falls ? round : _smallest;
        Best = falls && !MayBeBest(before) ? Enumerable.Range(0, round + 1).Where(MayBeBest).Aggregate((a, b) => IsBetter(b, a) ? b : a) : MayBeBest(round) && IsBetter(round, before) ? round : before;
        LastGain = falls || Best != before ? round : LastGain;
    }

    private bool MayBeBest(int round) => _loss[round] <= _loss[_smallest] * Tolerance;

    private bool IsBetter(int a, int b) => higherIsBetter ? _validation[a] > _validation[b] : _validation[a] < _validation[b];
}
