using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>From SQL text to a running statement.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ulong ExtractStatements(ConnectionHandle connection, string sql, out nint extracted);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_extract_statements_error")]
    internal static partial byte* ExtractStatementsError(nint extracted);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_extracted")]
    internal static partial void DestroyExtracted(ref nint extracted);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_prepare_extracted_statement")]
    internal static partial int PrepareExtracted(ConnectionHandle connection, ExtractedHandle extracted, ulong index, out nint statement);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_prepare_error")]
    internal static partial byte* PrepareError(nint statement);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_prepare")]
    internal static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_prepared_statement_type")]
    internal static partial int StatementType(PreparedHandle statement);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_nparams")]
    internal static partial ulong ParameterCount(PreparedHandle statement);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_bind_value")]
    internal static partial int BindValue(PreparedHandle statement, ulong index, nint value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_pending_prepared")]
    internal static partial int Pending(PreparedHandle statement, out nint pending);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_pending_prepared_streaming")]
    internal static partial int PendingStreaming(PreparedHandle statement, out nint pending);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_pending_error")]
    internal static partial byte* PendingError(nint pending);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_execute_pending")]
    internal static partial int ExecutePending(PendingHandle pending, NativeResult* result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_pending")]
    internal static partial void DestroyPending(ref nint pending);
}
