namespace Rondo.Bundles.Archives;

/// <summary>Reads the known files of a folder; others are left alone.</summary>
internal static class FolderSource
{
    public static async Task<Dictionary<string, ReadOnlyMemory<byte>>> ReadAsync(string folder, BundleLimits limits, CancellationToken ct)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var name in PartNames.All)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (file.Exists)
            {
                PartLimits.Check(name, file.Length, limits);
                files.Add(name, await File.ReadAllBytesAsync(file.FullName, ct));
            }
        }

        return files;
    }
}
