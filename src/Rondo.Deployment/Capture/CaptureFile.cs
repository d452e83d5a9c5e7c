using Rondo.Kernel;

namespace Rondo.Deployment.Capture;

/// <summary>A Parquet file of captured predictions; it never changes.</summary>
/// <param name="Endpoint">Whose predictions they are.</param>
/// <param name="Number">Grows by one with every file of the endpoint.</param>
/// <param name="Path">The file, absolute.</param>
/// <param name="Rows">How many predictions.</param>
/// <param name="FirstAt">The earliest.</param>
/// <param name="LastAt">The latest.</param>
/// <param name="Digest">Of the file.</param>
public sealed record CaptureFile(string Endpoint, long Number, string Path, long Rows, DateTimeOffset FirstAt, DateTimeOffset LastAt, Digest Digest)
{
    /// <summary>Whether the file is where it was written: not after a restore without captures, nor after somebody took it away.</summary>
    public bool IsThere => File.Exists(Path);
}
