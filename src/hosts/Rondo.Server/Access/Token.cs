using System.Buffers.Text;
using System.Security.Cryptography;
using Rondo.Kernel;

namespace Rondo.Server.Access;

/// <summary>A token: 256 random bits, shown once. The database keeps their SHA-256, which needs no salt: nobody guesses 256 bits.</summary>
internal static class Token
{
    private const string Prefix = "rondo_";
    private const int Bytes = 32;

    /// <summary>A new one and its hash.</summary>
    public static (string Text, string Hash) New()
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        return (Prefix + Base64Url.EncodeToString(secret), Digest.Of(secret).Hex);
    }

    /// <summary>The hash of a token as it was sent; null when the text is none.</summary>
    public static string? HashOf(string? text)
    {
        if (text is null || text.Length > 100 || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(Prefix.Length)))
        {
            return null;
        }

        var secret = Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length));
        return secret.Length == Bytes ? Digest.Of(secret).Hex : null;
    }

    /// <summary>Compares in a time that says nothing about where they differ.</summary>
    public static bool Same(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(hash), System.Text.Encoding.ASCII.GetBytes(other));
}
