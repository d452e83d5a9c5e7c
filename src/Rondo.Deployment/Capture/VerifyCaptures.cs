using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Capture;

/// <summary>What a look at every capture file found.</summary>
/// <param name="Files">Those that there should be.</param>
/// <param name="Missing">Those that are not there.</param>
/// <param name="Damaged">Those whose content is another than the one that was written.</param>
public sealed record CaptureVerification(long Files, IReadOnlyList<CaptureFile> Missing, IReadOnlyList<CaptureFile> Damaged)
{
    /// <summary>Whether every file is as it was written.</summary>
    public bool Intact => Missing.Count == 0 && Damaged.Count == 0;
}

/// <summary>Compares capture files with what is known of them.</summary>
public static class VerifyCaptures
{
    private const int FilesAtOnce = 1000;

    /// <summary>Hashes every file again.</summary>
    public static async Task<CaptureVerification> RunAsync(Workspace workspace, CancellationToken ct)
    {
        var (store, files, missing, damaged) = (new CaptureStore(workspace), 0L, new List<CaptureFile>(), new List<CaptureFile>());
        for (var seen = 0; await store.NewestAsync(endpoint: null, long.MaxValue, FilesAtOnce, seen, ct) is { Count: > 0 } batch; seen += batch.Count)
        {
            files += batch.Count;
            foreach (var file in batch)
            {
                if (!file.IsThere)
                {
                    missing.Add(file);
                }
                else if (await DigestAsync(file, ct) != file.Digest)
                {
                    damaged.Add(file);
                }
            }
        }

        return new(files, missing, damaged);
    }

    private static async Task<Digest> DigestAsync(CaptureFile file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file.Path);
        return await Digest.OfAsync(content, ct);
    }
}
