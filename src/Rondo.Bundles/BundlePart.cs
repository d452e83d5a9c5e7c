using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>One file of a bundle, by content.</summary>
/// <param name="Digest">The SHA-256 of its bytes.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record BundlePart(Digest Digest, long Size);
