using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>Results and their chunks.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_result")]
    internal static partial void DestroyResult(NativeResult* result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_result_error")]
    internal static partial byte* ResultError(NativeResult* result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_result_error_type")]
    internal static partial int ResultErrorType(NativeResult* result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_rows_changed")]
    internal static partial ulong RowsChanged(NativeResult* result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_column_count")]
    internal static partial ulong ColumnCount(NativeResult* result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_column_name")]
    internal static partial byte* ColumnName(NativeResult* result, ulong column);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_column_logical_type")]
    internal static partial nint ColumnLogicalType(NativeResult* result, ulong column);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_fetch_chunk")]
    internal static partial nint FetchChunk(NativeResult result);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_data_chunk")]
    internal static partial nint CreateDataChunk(nint* types, ulong count);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_data_chunk")]
    internal static partial void DestroyDataChunk(ref nint chunk);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_data_chunk_get_size")]
    internal static partial ulong ChunkSize(nint chunk);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_data_chunk_set_size")]
    internal static partial void SetChunkSize(nint chunk, ulong size);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_data_chunk_reset")]
    internal static partial void ResetChunk(nint chunk);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_data_chunk_get_vector")]
    internal static partial nint ChunkVector(nint chunk, ulong column);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_vector_size")]
    internal static partial ulong VectorSize();

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_vector_get_data")]
    internal static partial void* VectorData(nint vector);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_vector_get_validity")]
    internal static partial ulong* VectorValidity(nint vector);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    internal static partial void EnsureValidityWritable(nint vector);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_vector_assign_string_element_len")]
    internal static partial void AssignString(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_list_vector_get_child")]
    internal static partial nint ListChild(nint vector);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_list_vector_get_size")]
    internal static partial ulong ListSize(nint vector);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_array_vector_get_child")]
    internal static partial nint ArrayChild(nint vector);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_struct_vector_get_child")]
    internal static partial nint StructChild(nint vector, ulong index);
}
