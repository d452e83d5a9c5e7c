using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>Finds and loads the native library: from the folder in RONDO_ENGINES, or from runtimes/RID/native beside the program.</summary>
internal static unsafe class EngineLibrary
{
    internal const string Name = "duckdb";
    internal const string FolderVariable = "RONDO_ENGINES";

    private static readonly Lazy<nint> Loaded = new(() => Load(Folder()));
    private static readonly Lazy<bool> Checked = new(() => Check(Utf8Text.Read(NativeMethods.LibraryVersion()) ?? ""));

    internal static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    // In a module initializer, because a call may be bound when its caller is compiled, before any of the caller's lines ran.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing else is certain to run before the first native call is bound")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(
        typeof(EngineLibrary).Assembly,
        (name, _, _) => string.Equals(name, Name, StringComparison.Ordinal) ? Loaded.Value : 0);

    /// <summary>Loads the library and checks its version, once. Fails with EngineMissing or EngineMismatch.</summary>
    internal static void Require()
    {
        _ = Loaded.Value;
        _ = Checked.Value;
    }

    internal static nint Load(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new DuckDbException(ErrorKind.EngineMissing, $"The DuckDB library is not at {file}: run eng/engines/install.sh, then build again.");
        }

        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DuckDbException(
                ErrorKind.EngineMissing, $"The DuckDB library at {file} cannot be loaded: run eng/engines/install.sh, then build again.", e);
        }
    }

    internal static bool Check(string found) => string.Equals(found, DuckDbEngine.Version, StringComparison.Ordinal)
        ? true
        : throw new DuckDbException(
            ErrorKind.EngineMismatch,
            $"DuckDB {found} was found where {DuckDbEngine.Version} is needed: run eng/engines/install.sh, then build again.");

    private static string Folder() =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            ? folder
            : Path.Combine(AppContext.BaseDirectory, "runtimes", Platform(), "native");

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? $"{system}-arm64" : $"{system}-x64";
    }
}
