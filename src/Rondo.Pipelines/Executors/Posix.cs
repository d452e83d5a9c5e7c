using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rondo.Pipelines.Executors;

/// <summary>The few calls of the operating system that the base class library does not have. Linux.</summary>
internal static class Posix
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal to a process group; false when it has no member left.</summary>
    public static bool SignalGroup(int group, int signal) => group > 1 && kill(-group, signal) == 0;

    /// <summary>Sends a signal to a process; false when there is none.</summary>
    public static bool Signal(int process, int signal) => process > 1 && kill(process, signal) == 0;

    /// <summary>Device, inode, size, times of change of a file: what must differ when somebody wrote to it. Null when it is gone.</summary>
    public static FileState? StateOf(string path)
    {
        var buffer = new byte[256];
        if (statx(AtCurrentFolder, path, NoFollow, BasicStats, buffer) != 0)
        {
            return null;
        }

        long At(int offset) => BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(offset));
        return new(At(0x20), At(0x28), At(0x60), At(0x68), At(0x70), At(0x78));
    }

    private const int AtCurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;

#pragma warning disable SYSLIB1054, CA2101 // No unsafe code for three calls; the platform's strings are UTF-8.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] result);
#pragma warning restore SYSLIB1054, CA2101
}

/// <summary>What a write to a file changes.</summary>
internal sealed record FileState(long Inode, long Size, long ChangedSeconds, long ChangedNanoseconds, long ModifiedSeconds, long ModifiedNanoseconds);
