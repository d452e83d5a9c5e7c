using System.Security.Cryptography;
using Rondo.Kernel;

namespace Rondo.Deployment;

/// <summary>
/// Makes the ids of predictions: 26 characters (Crockford's base 32) that sort by the millisecond they were made in: 48 bits of time, 40
/// bits that are random for each process, 40 bits that count up.
/// </summary>
public sealed class PredictionId
{
    /// <summary>The longest id that a caller may give.</summary>
    public const int LongestGiven = 64;

    private const int Length = 26;
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CounterBits = 40;
    private readonly ulong _process;
    private long _count;

    /// <summary>Begins at a random place.</summary>
    public PredictionId()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong) * 2];
        RandomNumberGenerator.Fill(random);
        _process = BitConverter.ToUInt64(random) & ((1UL << CounterBits) - 1);

        // far from the counter's end, so that ids keep sorting within a process
        _count = (long)(BitConverter.ToUInt64(random[sizeof(ulong)..]) & ((1UL << (CounterBits - 2)) - 1));
    }

    /// <summary>A new id.</summary>
    public string Next(DateTimeOffset now)
    {
        var time = (UInt128)(ulong)Math.Max(0, now.ToUnixTimeMilliseconds()) << 80;
        var count = (ulong)Interlocked.Increment(ref _count) & ((1UL << CounterBits) - 1);
        return string.Create(Length, time | ((UInt128)_process << CounterBits) | count, static (text, value) =>
        {
            for (var i = Length - 1; i >= 0; i--)
            {
                text[i] = Digits[(int)((ulong)value & 31)];
                value >>= 5;
            }
        });
    }

    /// <summary>Whether a caller may give this id: 1 to 64 letters, digits and <c>. _ : -</c>.</summary>
    public static bool IsValid(ReadOnlySpan<char> id)
    {
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or ':' or '-'))
            {
                return false;
            }
        }

        return id.Length is > 0 and <= LongestGiven;
    }

    /// <summary>The failure for an id that <see cref="IsValid"/> refuses.</summary>
    internal static Failure Bad(string id, int? row) => new(
        "prediction.bad-id",
        $"'{(id.Length > LongestGiven ? id[..LongestGiven] + "…" : id)}' cannot be a prediction id{(row is { } r ? $" (row {r})" : "")}.",
        $"Give 1 to {LongestGiven} letters, digits and '.', '_', ':' or '-', or leave it out.");

    /// <summary>
    /// Whether an id belongs to a sample of the given share: by a hash of the id, so that every process and every later reader agrees.
    /// </summary>
    internal static bool IsSampled(string id, double share)
    {
        if (share >= 1)
        {
            return true;
        }

        // FNV-1a, then the finaliser of MurmurHash3, because ids that follow each other differ in their last bits only
        var hash = 14695981039346656037UL;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53)) < share;
    }
}
