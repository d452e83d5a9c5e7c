using System.Globalization;
using System.Text;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>
/// What is remembered of hashed files, in one text file: a line a path, and a last line with their number, without which nothing is
/// believed. It is a cache: losing it costs time only, so it is replaced whole and not synced.
/// </summary>
internal sealed class DigestCache(string file)
{
    private const int MostEntries = 200_000;
    private readonly Lock _gate = new();
    private Dictionary<string, (string Key, Digest Digest)>? _entries;
    private bool _changed;

    public Digest? Find(string path, FileStat stat)
    {
        lock (_gate)
        {
            return Entries.TryGetValue(path, out var entry) && string.Equals(entry.Key, KeyOf(stat), StringComparison.Ordinal) ? entry.Digest : null;
        }
    }

    public void Put(string path, FileStat stat, Digest digest)
    {
        if (path.Contains('\n', StringComparison.Ordinal))
        {
            return;
        }

        lock (_gate)
        {
            if (Entries.Count < MostEntries || Entries.ContainsKey(path))
            {
                Entries[path] = (KeyOf(stat), digest);
                _changed = true;
            }
        }
    }

    /// <summary>Writes what is new, together with what other processes wrote meanwhile; entries of files that are gone are left out.</summary>
    public void Save()
    {
        lock (_gate)
        {
            if (!_changed)
            {
                return;
            }

            var merged = Load();
            foreach (var (path, entry) in Entries)
            {
                merged[path] = entry;
            }

            var lines = merged.Where(e => File.Exists(e.Key)).Select(e => $"{e.Value.Digest.Hex} {e.Value.Key} {e.Key}").ToList();
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{lines.Count} files"));
            Replace(string.Join('\n', lines));
            _changed = false;
        }
    }

    private Dictionary<string, (string Key, Digest Digest)> Entries => _entries ??= Load();

    private void Replace(string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var fresh = string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}");
            File.WriteAllText(fresh, text, new UTF8Encoding(false));
            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written is an empty one.
        }
    }

    private Dictionary<string, (string Key, Digest Digest)> Load()
    {
        var entries = new Dictionary<string, (string, Digest)>(StringComparer.Ordinal);
        string[] lines;
        try
        {
            lines = File.Exists(file) ? File.ReadAllText(file).Split('\n') : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return entries;
        }

        if (lines.Length == 0 || !string.Equals(lines[^1], string.Create(CultureInfo.InvariantCulture, $"{lines.Length - 1} files"), StringComparison.Ordinal))
        {
            return entries;
        }

        foreach (var line in lines.AsSpan(0, lines.Length - 1))
        {
            if (line.Split(' ', 3) is [var hex, var key, var path] && Digest.TryParse(hex, out var digest))
            {
                entries[path] = (key, digest);
            }
        }

        return entries;
    }

    private static string KeyOf(FileStat s) =>
        string.Create(CultureInfo.InvariantCulture, $"{s.Device:x}:{s.Inode:x}:{s.Size:x}:{s.ModifiedNanoseconds:x}:{s.ChangedNanoseconds:x}");
}
