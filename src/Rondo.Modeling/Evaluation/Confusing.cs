using Rondo.Modeling.Metrics;

namespace Rondo.Modeling.Evaluation;

/// <summary>Counts rows by truth and answer.</summary>
internal static class Confusing
{
    private const int MostLabels = 100;

    /// <summary>The table; null for numbers and for more than a hundred classes.</summary>
    public static Confusion? Of(Scored scored, IReadOnlyList<string> labels)
    {
        if (labels.Count > MostLabels)
        {
            return null;
        }

        Func<int, (int, int)>? cell = scored switch
        {
            BinaryScored b => r => (b.Truth[r] ? 1 : 0, b.Probability[r] >= b.Threshold ? 1 : 0),
            MulticlassScored m => r => (m.Truth[r], m.Predicted(r)),
            _ => null,
        };
        if (cell is null)
        {
            return null;
        }

        var counts = labels.Select(_ => new int[labels.Count]).ToArray();
        for (var row = 0; row < scored.Rows; row++)
        {
            var (truth, answer) = cell(row);
            counts[truth][answer] += 1;
        }

        return new(labels, counts);
    }
}
