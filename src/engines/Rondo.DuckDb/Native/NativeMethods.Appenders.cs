using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>Bulk writing.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_create_ext", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateAppender(ConnectionHandle connection, string? catalog, string? schema, string table, out nint appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_column_count")]
    internal static partial ulong AppenderColumnCount(AppenderHandle appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_error_data")]
    internal static partial nint AppenderError(nint appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_error_data_error_type")]
    internal static partial int ErrorType(nint error);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_error_data_message")]
    internal static partial byte* ErrorMessage(nint error);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_error_data")]
    internal static partial void DestroyErrorData(ref nint error);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_end_row")]
    internal static partial int EndRow(AppenderHandle appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_flush")]
    internal static partial int FlushAppender(AppenderHandle appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_clear")]
    internal static partial int ClearAppender(nint appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_appender_destroy")]
    internal static partial int DestroyAppender(ref nint appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_data_chunk")]
    internal static partial int AppendChunk(AppenderHandle appender, ChunkHandle chunk);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_value")]
    internal static partial int AppendValue(AppenderHandle appender, nint value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_null")]
    internal static partial int AppendNull(AppenderHandle appender);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_bool")]
    internal static partial int AppendBool(AppenderHandle appender, byte value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_int64")]
    internal static partial int AppendInt64(AppenderHandle appender, long value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_double")]
    internal static partial int AppendDouble(AppenderHandle appender, double value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_append_varchar_length")]
    internal static partial int AppendVarchar(AppenderHandle appender, byte* text, ulong length);
}
