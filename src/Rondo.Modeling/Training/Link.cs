namespace Rondo.Modeling.Training;

/// <summary>From margins to answers, in double precision: the same arithmetic as in the graph.</summary>
internal static class Link
{
    /// <summary>Probabilities of the event.</summary>
    public static double[] Logistic(float[] margins) => Array.ConvertAll(margins, m => 1 / (1 + Math.Exp(-(double)m)));

    /// <summary>Probabilities by class, row by row.</summary>
    public static double[] Softmax(float[] margins, int classes)
    {
        var shares = new double[margins.Length];
        for (var start = 0; start < margins.Length; start += classes)
        {
            var row = margins.AsSpan(start, classes);
            double largest = float.MinValue, total = 0;
            foreach (var m in row)
            {
                largest = Math.Max(largest, m);
            }

            for (var k = 0; k < classes; k++)
            {
                shares[start + k] = Math.Exp(row[k] - largest);
                total += shares[start + k];
            }

            for (var k = 0; k < classes; k++)
            {
                shares[start + k] /= total;
            }
        }

        return shares;
    }
}
