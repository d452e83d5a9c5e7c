using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rondo.Stores.Artifacts;

/// <summary>The few calls of the C library that .NET does not offer. Linux only; callers ask <see cref="Available"/> first.</summary>
internal static class Posix
{
    public const uint AllBasic = 0x7ff;
    public const int NoFollow = 0x100;
    private const int CurrentFolder = -100;
    private const int ReadOnlyFolder = 0x10000 | 0x80000;
    private const int WriteAtTheEnd = 0x1 | 0x40 | 0x400 | 0x80000;   // write only, create, append, close on exec
    private const int ReadableByAll = 0x1a4;
    private const nuint CloneFile = 0x40049409;
    private const uint StartWriting = 2;
    private const int Writable = 2;

    public static bool Available { get; } = OperatingSystem.IsLinux();

    /// <summary>False when there is nothing, or nothing reachable, at the path.</summary>
    public static bool TryStat(string path, bool follow, out StatX stat)
    {
        stat = default;
        return statx(CurrentFolder, Native(path), follow ? 0 : NoFollow, AllBasic, ref stat) == 0;
    }

    public static bool TryClone(SafeHandle source, SafeHandle target)
    {
        var (from, to) = ((int)source.DangerousGetHandle(), (int)target.DangerousGetHandle());
        return Available && ioctl(to, CloneFile, from) == 0;
    }

    /// <summary>Asks the kernel to begin writing a range to disk, so that the sync at the end has less to do.</summary>
    public static void StartWriteback(SafeHandle file, long offset, long count)
    {
        if (Available)
        {
            _ = sync_file_range((int)file.DangerousGetHandle(), offset, count, StartWriting);
        }
    }

    /// <summary>Makes renames and new names in a folder durable.</summary>
    public static void SyncFolder(string folder) => WithFolder(folder, fsync);

    /// <summary>Makes everything on the folder's file system durable: cheaper than many single syncs.</summary>
    public static void SyncFileSystem(string folder) => WithFolder(folder, syncfs);

    /// <summary>Opens a file, made where there is none, so that whatever is written goes to its end, also when several processes write. Null when it cannot.</summary>
    public static SafeFileHandle? TryOpenToAppend(string path)
    {
        var handle = Available ? open(Native(path), WriteAtTheEnd, ReadableByAll) : -1;
        return handle < 0 ? null : new(handle, ownsHandle: true);
    }

    public static bool TryLink(string existing, string path) => Available && link(Native(existing), Native(path)) == 0;

    /// <summary>Whether this process may make files in a folder.</summary>
    public static bool MayWrite(string folder) => !Available || access(Native(folder), Writable) == 0;

    private static void WithFolder(string folder, Func<int, int> sync)
    {
        if (!Available)
        {
            return;
        }

        var handle = open(Native(folder), ReadOnlyFolder, 0);
        if (handle < 0)
        {
            throw new IOException($"'{folder}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            if (sync(handle) != 0)
            {
                throw new IOException($"'{folder}' cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = close(handle);
        }
    }

    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

#pragma warning disable SYSLIB1054, IDE1006 // all arguments are blittable: nothing to generate; names are the C library's
    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, ref StatX result);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags, int mode);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int file);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int file);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int syncfs(int file);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sync_file_range(int file, long offset, long count, uint flags);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(byte[] existing, byte[] path);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int access(byte[] path, int mode);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ioctl(int file, nuint request, int argument);
#pragma warning restore SYSLIB1054, IDE1006

    /// <summary>struct statx, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatX
    {
        [FieldOffset(16)]
        private readonly uint _links;
        [FieldOffset(28)]
        private readonly ushort _mode;
        [FieldOffset(32)]
        private readonly ulong _inode;
        [FieldOffset(40)]
        private readonly ulong _size;
        [FieldOffset(96)]
        private readonly long _changeSeconds;
        [FieldOffset(104)]
        private readonly uint _changeNanoseconds;
        [FieldOffset(112)]
        private readonly long _modifySeconds;
        [FieldOffset(120)]
        private readonly uint _modifyNanoseconds;
        [FieldOffset(136)]
        private readonly uint _deviceMajor;
        [FieldOffset(140)]
        private readonly uint _deviceMinor;

        public readonly int Mode => _mode;

        public readonly uint Links => _links;

        public readonly ulong Inode => _inode;

        public readonly ulong Device => ((ulong)_deviceMajor << 32) | _deviceMinor;

        public readonly long Size => (long)_size;

        public readonly long ChangedNanoseconds => (_changeSeconds * 1_000_000_000) + _changeNanoseconds;

        public readonly long ModifiedNanoseconds => (_modifySeconds * 1_000_000_000) + _modifyNanoseconds;
    }
}
