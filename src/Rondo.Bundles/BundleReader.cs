using Rondo.Bundles.Archives;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>Opens bundles that nobody vouches for: everything is checked before anything is used.</summary>
public static class BundleReader
{
    /// <summary>Opens a zip or a folder and checks it whole. The model is not loaded: that is <see cref="Predictor.Load"/>.</summary>
    /// <param name="path">A <c>.rondo</c> file or a folder.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="ct">Stops reading.</param>
    /// <returns>The bundle; or a failure on what is missing, changed, too large, unexpected or of another format.</returns>
    public static async Task<Result<Bundle>> OpenAsync(string path, BundleLimits? limits, CancellationToken ct)
    {
        if (Directory.Exists(path))
        {
            return await CheckedAsync(() => FolderSource.ReadAsync(path, limits ?? new BundleLimits(), ct));
        }

        return await CheckedAsync(async () =>
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
            return await ZipSource.ReadAsync(file, limits ?? new BundleLimits(), ct);
        });
    }

    /// <inheritdoc cref="OpenAsync(string, BundleLimits?, CancellationToken)"/>
    public static Task<Result<Bundle>> OpenAsync(string path, CancellationToken ct) => OpenAsync(path, limits: null, ct);

    /// <summary>Opens a zip from a stream that can seek, such as an upload.</summary>
    /// <inheritdoc cref="OpenAsync(string, BundleLimits?, CancellationToken)"/>
    public static Task<Result<Bundle>> OpenAsync(Stream archive, BundleLimits? limits, CancellationToken ct) =>
        CheckedAsync(() => ZipSource.ReadAsync(archive, limits ?? new BundleLimits(), ct));

    private static async Task<Result<Bundle>> CheckedAsync(Func<Task<Dictionary<string, ReadOnlyMemory<byte>>>> read)
    {
        try
        {
            return BundleChecks.Check(await read());
        }
        catch (FailureException error)
        {
            return error.Failures.ToList();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return BundleFailure.Misuse("missing", "There is no such bundle.", "Check the path.");
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            return BundleFailure.Broken("archive", "The file is no bundle, or is damaged: it cannot be read as a zip.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return BundleFailure.Broken("read", $"The bundle cannot be read: {error.Message}", "Check the file and its permissions.");
        }
    }
}
