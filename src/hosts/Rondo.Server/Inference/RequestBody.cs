using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rondo.Server.Inference;

/// <summary>Bodies as bytes: read whole, whatever their Content-Type says, and written whole.</summary>
internal static class RequestBody
{
    private const int KeptBytes = 1 << 16;
    private const int DrainedTimes = 4;
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Writers = [];

    /// <summary>The whole body, in the connection's own memory: to be given back with <see cref="PipeReader.AdvanceTo(SequencePosition)"/>.</summary>
    /// <remarks>A body somewhat too large is read to its end and thrown away: a client that still sends would never see the answer.</remarks>
    /// <exception cref="BadHttpRequestException">It is larger than <paramref name="limit"/>.</exception>
    public static async ValueTask<ReadOnlySequence<byte>> ReadAsync(HttpContext context, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = DrainedTimes * limit;
        }

        var reader = context.Request.BodyReader;
        var dropped = 0L;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (dropped + read.Buffer.Length > limit)
            {
                dropped += read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
                }
            }
            else if (read.IsCompleted)
            {
                return WithoutMark(read.Buffer);
            }
            else
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
    }

    // Editors and shells on Windows put a byte order mark before a text.
    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        return reader.IsNext([0xEF, 0xBB, 0xBF], advancePast: true) ? body.Slice(reader.Position) : body;
    }

    public static ArrayBufferWriter<byte> RentWriter() => Writers.TryTake(out var writer) ? writer : new(1024);

    public static void Return(ArrayBufferWriter<byte> writer)
    {
        if (writer.Capacity <= KeptBytes)
        {
            writer.ResetWrittenCount();
            Writers.Add(writer);
        }
    }

    public static ValueTask<FlushResult> WriteAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }
}
