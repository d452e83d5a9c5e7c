using System.Text;

namespace Rondo.Kernel;

/// <summary>Keeps an output from taking the place of a file that is something else: a path that was mistyped is not worth somebody's work.</summary>
public static class OtherFile
{
    /// <summary>Whether a file stands at <paramref name="path"/> that does not begin with <paramref name="beginning"/>. An empty one is nobody's work.</summary>
    public static bool Stands(string path, string beginning)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> start = stackalloc byte[Encoding.UTF8.GetByteCount(beginning)];
        var read = RandomAccess.Read(file, start, 0);
        return read > 0 && !Encoding.UTF8.GetString(start[..read]).Equals(beginning, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What is said then.</summary>
    public static Failure Failure(string path, string what) =>
        new("output.other-file", $"'{path}' is there, and is no {what}: it was not overwritten.", "Name another file, or move that one away first.");
}
