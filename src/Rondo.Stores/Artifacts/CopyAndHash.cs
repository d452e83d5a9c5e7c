using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>Reads a file once: hashes it and, where a target is given, copies it. What is hashed is what is written.</summary>
internal static class CopyAndHash
{
    private const int Block = 1 << 20;
    private const int Ahead = 8;
    private const int Small = 256 << 10;

    /// <summary>The digest of a file's bytes.</summary>
    public static async Task<Digest> HashAsync(string path, CancellationToken ct)
    {
        using var source = OpenSource(path);
        return (await PumpAsync(source, null, path, ct)).Digest;
    }

    /// <summary>Copies <paramref name="path"/> to the new file <paramref name="target"/> and syncs it to disk where <paramref name="sync"/>.</summary>
    public static async Task<(Digest Digest, long Size)> CopyAsync(string path, string target, bool sync, CancellationToken ct)
    {
        using var source = OpenSource(path);
        using var copy = OpenTarget(target);
        (Digest Digest, long Size) result;
        if (RandomAccess.GetLength(source) > Small && Posix.TryClone(source, copy))
        {
            result = await PumpAsync(copy, null, target, ct);
        }
        else
        {
            result = await PumpAsync(source, copy, path, ct);
        }

        if (sync)
        {
            RandomAccess.FlushToDisk(copy);
        }

        return result;
    }

    /// <summary>Writes bytes to a new file and syncs it to disk.</summary>
    public static void Write(ReadOnlySpan<byte> content, string target)
    {
        using var file = OpenTarget(target);
        RandomAccess.Write(file, content, 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Syncs a finished file.</summary>
    public static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }

    private static SafeFileHandle OpenSource(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    private static SafeFileHandle OpenTarget(string path) => File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);

    private static Task<(Digest Digest, long Size)> PumpAsync(SafeFileHandle source, SafeFileHandle? target, string path, CancellationToken ct) =>
        RandomAccess.GetLength(source) <= Small ? Task.FromResult(Pump(source, target, path)) : OverlappedAsync(source, target, path, ct);

    private static (Digest Digest, long Size) Pump(SafeFileHandle source, SafeFileHandle? target, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Small + 1);
        try
        {
            long offset = 0;
            int count;
            while ((count = ReadBlock(source, buffer, offset, path)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                if (target is not null)
                {
                    RandomAccess.Write(target, buffer.AsSpan(0, count), offset);
                }

                offset += count;
            }

            return (Digest.FromBytes(hash.GetHashAndReset()), offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // One thread reads and writes, up to some blocks ahead of the other, which hashes.
    private static async Task<(Digest Digest, long Size)> OverlappedAsync(SafeFileHandle source, SafeFileHandle? target, string path, CancellationToken ct)
    {
        var free = Channel.CreateBounded<byte[]>(Ahead);
        var full = Channel.CreateBounded<ArraySegment<byte>>(Ahead);
        for (var i = 0; i < Ahead; i++)
        {
            free.Writer.TryWrite(new byte[Block]);
        }

        var hashing = Task.Run(() => HashAllAsync(full.Reader, free.Writer), CancellationToken.None);
        long offset = 0;
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                var buffer = await free.Reader.ReadAsync(ct);
                var count = ReadBlock(source, buffer, offset, path);
                if (count == 0)
                {
                    break;
                }

                full.Writer.TryWrite(new(buffer, 0, count));
                if (target is not null)
                {
                    RandomAccess.Write(target, buffer.AsSpan(0, count), offset);
                    Posix.StartWriteback(target, offset, count);
                }

                offset += count;
            }
        }
        finally
        {
            full.Writer.Complete();
            await ((Task)hashing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (await hashing, offset);
    }

    private static async Task<Digest> HashAllAsync(ChannelReader<ArraySegment<byte>> full, ChannelWriter<byte[]> free)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var block in full.ReadAllAsync())
        {
            hash.AppendData(block);
            free.TryWrite(block.Array!);
        }

        return Digest.FromBytes(hash.GetHashAndReset());
    }

    private static int ReadBlock(SafeFileHandle source, byte[] buffer, long offset, string path)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            try
            {
                var read = RandomAccess.Read(source, buffer.AsSpan(total), offset + total);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }
            catch (IOException e)
            {
                throw new FailureException(ArtifactFailures.Unreadable(path, e.Message), e);
            }
        }

        return total;
    }
}
