using System.Diagnostics;

namespace Rondo.DuckDb.Tests;

/// <summary>Alone in the process, because it measures the process.</summary>
[CollectionDefinition(nameof(StreamingMemoryTests), DisableParallelization = true)]
[Collection(nameof(StreamingMemoryTests))]
public sealed class StreamingMemoryTests
{
    [Fact]
    public void Streaming_ten_million_rows_takes_no_more_memory_than_a_hundred_thousand()
    {
        using var engine = new Engine(("threads", "2"));
        var few = Peak(100_000, out _);
        var many = Peak(10_000_000, out var sum);

        Assert.Equal(10_000_000.0 * 9_999_999 / 2, sum);
        Assert.True(many - few < 100_000_000, $"{(many - few) / 1_000_000} MB more"); // kept in memory they would take over 400 MB

        long Peak(int rows, out double total)
        {
            var buffer = new double[2048];
            total = 0;
            long peak = 0;
            using var self = Process.GetCurrentProcess();
            using var result = engine.Connection.Stream($"SELECT range, 'a text longer than twelve bytes ' || range FROM range({rows})");
            for (var chunks = 0; result.NextChunk(out var chunk); chunks++)
            {
                chunk.CopyDoubles(0, buffer);
                total += buffer.AsSpan(0, chunk.RowCount).ToArray().Sum();
                if (chunks % 100 == 0)
                {
                    self.Refresh();
                    peak = Math.Max(peak, self.WorkingSet64);
                }
            }

            return peak;
        }
    }
}
