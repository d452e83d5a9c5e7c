using System.Security.Cryptography;

namespace Rondo.Kernel;

/// <summary>
/// A SHA-256 digest: the name of a content. Written as 64 lower-case hexadecimal digits everywhere (files, database, JSON).
/// The default value is no digest: its <see cref="Hex"/> is empty.
/// </summary>
public readonly record struct Digest
{
    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex => _hex ?? "";

    /// <summary>The first twelve digits, for people.</summary>
    public string Abbreviated => Hex.Length > 12 ? Hex[..12] : Hex;

    /// <summary>The digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromBytes(SHA256.HashData(content));

    /// <summary>The digest of a text's UTF-8 bytes.</summary>
    public static Digest OfText(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The digest of what is left in <paramref name="content"/>, read in pieces of 1 MiB.</summary>
    public static async Task<Digest> OfAsync(Stream content, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return FromBytes(hash.GetHashAndReset());
    }

    /// <summary>Takes the 32 bytes of a finished SHA-256.</summary>
    public static Digest FromBytes(ReadOnlySpan<byte> sha256) =>
        sha256.Length == SHA256.HashSizeInBytes
            ? new(Convert.ToHexStringLower(sha256))
            : throw new ArgumentException($"A SHA-256 has {SHA256.HashSizeInBytes} bytes, not {sha256.Length}.", nameof(sha256));

    /// <summary>Reads 64 hexadecimal digits; false for anything else.</summary>
    public static bool TryParse(string? text, out Digest digest)
    {
        var ok = text is { Length: 64 } && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
        digest = ok ? new(text!) : default;
        return ok;
    }

    /// <summary>Reads 64 lower-case hexadecimal digits that the caller knows to be a digest.</summary>
    /// <exception cref="FormatException">The text is not a digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a SHA-256 in lower-case hexadecimal digits.");

    /// <inheritdoc cref="Hex"/>
    public override string ToString() => Hex;
}
