using Rondo.Deployment.Capture;

namespace Rondo.Deployment.Tests.Capture;

public sealed class CaptureBatchTests
{
    [Fact]
    public void A_row_may_begin_anywhere_in_the_buffer_also_where_its_head_does_not_fit_any_more()
    {
        for (var length = 0; length < 600; length++)
        {
            using var batch = new CaptureBatch("bikes", CaptureSchema.Parse("[]")!);
            var id = new string('a', length);
            for (var row = 0; row < 60; row++)
            {
                batch.Begin(new(id, PredictionStatus.Ok, row, 1, 2, 3, null), withInputs: true);
                batch.End();
            }

            Assert.Equal((60, 60 * (CaptureBatch.FrameHead + 2 + 4 * sizeof(long) + sizeof(int) + length + sizeof(int))), (batch.Rows, batch.Length));
        }
    }
}
