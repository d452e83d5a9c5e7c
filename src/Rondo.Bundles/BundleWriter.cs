using System.Text;
using Rondo.Bundles.Archives;
using Rondo.Bundles.Json;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>Writes bundles. The same bundle gives the same bytes on every platform.</summary>
public static class BundleWriter
{
    /// <summary>Makes a bundle and writes it as a zip, <c>name-version.rondo</c> by custom; an existing file is replaced when all is written.</summary>
    /// <returns>The bundle, or why it cannot be made; a disk that fails is a failure too.</returns>
    public static async Task<Result<Bundle>> WriteAsync(BundleContents contents, string path, CancellationToken ct)
    {
        var bundle = Bundle.Compose(contents);
        if (!bundle.Ok)
        {
            return bundle;
        }

        var written = await WriteAsync(bundle.Value, path, ct);
        return written is null ? bundle : written;
    }

    /// <summary>Writes a bundle with its evidence, if it has any, as a zip.</summary>
    /// <returns>Null, or how the disk failed.</returns>
    public static async Task<Failure?> WriteAsync(Bundle bundle, string path, CancellationToken ct)
    {
        var full = Path.GetFullPath(path);
        var staged = full + ".writing";
        try
        {
            await using (var file = new FileStream(staged, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            {
                await WriteAsync(bundle, file, ct);
            }

            File.Move(staged, full, overwrite: true);
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return new Failure("bundle.no-folder", $"The folder of {full} does not exist.", "Make the folder, or name another file.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return BundleFailure.Broken("write", $"The bundle cannot be written: {error.Message}", "Check the folder, its permissions and the disk.");
        }
        finally
        {
            Discard(staged);
        }
    }

    /// <summary>Writes a bundle as a zip into a stream, which stays open.</summary>
    public static Task WriteAsync(Bundle bundle, Stream target, CancellationToken ct) => StoredZip.WriteAsync(target, Files(bundle), ct);

    /// <summary>Writes a bundle as a folder, made if it is not there.</summary>
    /// <returns>Null, or how the disk failed.</returns>
    public static async Task<Failure?> WriteFolderAsync(Bundle bundle, string folder, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, content) in Files(bundle))
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name), content, ct);
            }

            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return BundleFailure.Broken("write", $"The bundle cannot be written: {error.Message}", "Check the folder, its permissions and the disk.");
        }
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Files(Bundle bundle)
    {
        yield return (PartNames.Manifest, Encoding.UTF8.GetBytes(bundle.Manifest.ToJson()));
        foreach (var name in PartNames.Required)
        {
            yield return (name, bundle.Part(name));
        }

        if (bundle.Evidence is { } evidence)
        {
            yield return (PartNames.Evidence, Encoding.UTF8.GetBytes(EvidenceJson.Write(evidence)));
        }
    }

    private static void Discard(string staged)
    {
        try
        {
            File.Delete(staged);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // what failed before is the failure to report
        }
    }
}
