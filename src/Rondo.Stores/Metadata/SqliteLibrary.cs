using System.Reflection;
using System.Runtime.InteropServices;

namespace Rondo.Stores.Metadata;

/// <summary>
/// Chooses the SQLite library, once a process, before the provider is set up: the distribution's, which gets security updates, where it is there and new enough
/// (3.35); else the bundled one.
/// </summary>
internal static class SqliteLibrary
{
    private const string System = "libsqlite3.so.0";
    private const int OldestUsable = 3_035_000;
    private static readonly Lazy<bool> Chosen = new(Choose);

    /// <summary>True when the distribution's library runs.</summary>
    public static bool UseOnce() => Chosen.Value;

    private static bool Choose()
    {
        var distribution = OperatingSystem.IsLinux() && SystemVersion() >= OldestUsable;
        if (distribution)
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }

        return distribution;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        string.Equals(name, "e_sqlite3", StringComparison.Ordinal) ? NativeLibrary.Load(System) : 0;

    private static int SystemVersion()
    {
        try
        {
            return VersionNumber();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return 0;
        }
    }

    [DllImport(System, EntryPoint = "sqlite3_libversion_number", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int VersionNumber();
}
