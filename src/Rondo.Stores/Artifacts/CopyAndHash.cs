using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>Reads a file once: hashes it and, where a target is given, copies it. What is hashed is what is written.</summary>
internal static class CopyAndHash
{
    private const int Block = 4 << 20;
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

    private static async Task<(Digest Digest, long Size)> PumpAsync(SafeFileHandle source, SafeFileHandle? target, string path, CancellationToken ct)
    {
        var length = RandomAccess.GetLength(source);
        var size = (int)Math.Clamp(length + 1, 1, length <= Small ? Small + 1 : Block);
        var first = ArrayPool<byte>.Shared.Rent(size);
        var second = length <= Small ? first : ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return await PumpAsync(source, target, path, first, second, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            if (!ReferenceEquals(first, second))
            {
                ArrayPool<byte>.Shared.Return(second);
            }
        }
    }

    // One thread hashes a block while the other writes it and reads the next one.
    private static async Task<(Digest Digest, long Size)> PumpAsync(
        SafeFileHandle source, SafeFileHandle? target, string path, byte[] current, byte[] next, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var overlapped = !ReferenceEquals(current, next);
        long offset = 0;
        var count = ReadBlock(source, current, offset, path);
        while (count > 0)
        {
            ct.ThrowIfCancellationRequested();
            var (block, length) = (current, count);
            if (!overlapped)
            {
                hash.AppendData(block, 0, length);
            }

            var hashing = overlapped ? Task.Run(() => hash.AppendData(block, 0, length), CancellationToken.None) : Task.CompletedTask;
            try
            {
                if (target is not null)
                {
                    RandomAccess.Write(target, block.AsSpan(0, length), offset);
                    StartWriteback(target, offset, length);
                }

                offset += length;
                count = ReadBlock(source, next, offset, path);
            }
            finally
            {
                await hashing;
            }

            (current, next) = (next, current);
        }

        return (Digest.FromBytes(hash.GetHashAndReset()), offset);
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

    private static void StartWriteback(SafeFileHandle target, long offset, int length)
    {
        if (length >= Block)
        {
            Posix.StartWriteback(target, offset, length);
        }
    }
}
