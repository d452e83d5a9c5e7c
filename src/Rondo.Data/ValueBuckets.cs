using System.Text;

namespace Rondo.Data;

/// <summary>
/// Puts texts into a fixed number of buckets by their bytes: FNV-1a of 64 bits with the finaliser of MurmurHash3, whose highest eight bits
/// are the bucket. The same on every machine, for ever: profiles are compared by it.
/// </summary>
public static class ValueBuckets
{
    /// <summary>How many buckets there are.</summary>
    public const int Count = 256;

    /// <summary>The bucket of a text.</summary>
    public static int Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The bucket of a text in UTF-8.</summary>
    public static int Of(ReadOnlySpan<byte> utf8)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return (int)((hash ^ (hash >> 33)) >> 56);
    }
}
