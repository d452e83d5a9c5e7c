using Rondo.Stores;

namespace Rondo.EndToEnd.Damage;

/// <summary>Does to a workspace what nobody should.</summary>
internal static class Damaging
{
    /// <summary>Flips one bit in the middle of a stored object.</summary>
    public static void Flip(string project, string digest)
    {
        var path = PathOf(project, digest);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    public static void FlipOrLose(string project, string digest, bool lose)
    {
        if (lose)
        {
            File.Delete(PathOf(project, digest));
        }
        else
        {
            Flip(project, digest);
        }
    }

    /// <summary>Writes into the database as somebody with a shell would.</summary>
    public static async Task ExecuteAsync(string project, string sql)
    {
        await using var workspace = await Workspace.OpenAsync(new(Path.Combine(project, ".rondo"), TimeProvider.System, Stages.All.Migrations), CancellationToken.None);
        await workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync(sql, [], ct), CancellationToken.None);
    }

    private static string PathOf(string project, string digest) => Path.Combine(project, ".rondo", "objects", digest[..2], digest[2..]);
}
