namespace Rondo.Modeling.Training;

/// <summary>
/// The area under the ROC curve of margins, once a round: whole numbers are sorted (a margin's rank with its label in the last bit), and
/// pairs are counted, so that it costs little beside a tree and does not depend on the threads.
/// </summary>
internal static class RocAreaOfMargins
{
    /// <summary>The share of pairs (an event, another row) in which the event has the larger margin; equal margins count half.</summary>
    /// <param name="margins">One a row; no NaN.</param>
    /// <param name="labels">Above zero is the event.</param>
    /// <returns>NaN when all labels are the same.</returns>
    public static double Of(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels)
    {
        var keys = new ulong[margins.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((ulong)Rank(margins[i]) << 1) | (labels[i] > 0 ? 1UL : 0);
        }

        Array.Sort(keys);
        double events = 0, others = 0, pairs = 0;
        for (var start = 0; start < keys.Length;)
        {
            var (end, here) = (start, 0);
            for (; end < keys.Length && keys[end] >> 1 == keys[start] >> 1; end++)
            {
                here += (int)(keys[end] & 1);
            }

            pairs += here * (others + ((end - start - here) / 2.0));
            events += here;
            others += end - start - here;
            start = end;
        }

        return pairs / (events * others);
    }

    // The bits of a negative number fall as it rises; a positive one has to come after all of them. Both zeros are one.
    private static uint Rank(float margin)
    {
        var bits = BitConverter.SingleToUInt32Bits(margin + 0f);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }
}
