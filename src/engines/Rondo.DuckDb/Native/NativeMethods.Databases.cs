using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>Library, databases, connections.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_library_version")]
    internal static partial byte* LibraryVersion();

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_free")]
    internal static partial void Free(void* memory);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_config")]
    internal static partial int CreateConfig(out nint config);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetConfig(nint config, string name, string value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_config")]
    internal static partial void DestroyConfig(ref nint config);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string? path, out nint database, nint config, out byte* error);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_instance_cache")]
    internal static partial nint CreateInstanceCache();

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_get_or_create_from_cache", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GetOrCreateFromCache(nint cache, string path, out nint database, nint config, out byte* error);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_close")]
    internal static partial void Close(ref nint database);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_connect")]
    internal static partial int Connect(DatabaseHandle database, out nint connection);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_disconnect")]
    internal static partial void Disconnect(ref nint connection);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_interrupt")]
    internal static partial void Interrupt(nint connection);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_query_progress")]
    internal static partial NativeProgress QueryProgress(ConnectionHandle connection);
}
