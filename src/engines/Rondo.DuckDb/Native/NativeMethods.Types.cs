using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>Logical types.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_logical_type")]
    internal static partial nint CreateLogicalType(DuckDbTypeId type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_logical_type")]
    internal static partial void DestroyLogicalType(ref nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_get_type_id")]
    internal static partial DuckDbTypeId TypeId(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_logical_type_get_alias")]
    internal static partial byte* TypeAlias(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_decimal_width")]
    internal static partial byte DecimalWidth(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_decimal_scale")]
    internal static partial byte DecimalScale(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_enum_dictionary_size")]
    internal static partial uint EnumSize(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_enum_dictionary_value")]
    internal static partial byte* EnumValue(nint type, ulong index);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_list_type_child_type")]
    internal static partial nint ListElement(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_array_type_child_type")]
    internal static partial nint ArrayElement(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_array_type_array_size")]
    internal static partial ulong ArraySize(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_map_type_key_type")]
    internal static partial nint MapKey(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_map_type_value_type")]
    internal static partial nint MapValue(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_struct_type_child_count")]
    internal static partial ulong StructCount(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_struct_type_child_name")]
    internal static partial byte* StructName(nint type, ulong index);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_struct_type_child_type")]
    internal static partial nint StructType(nint type, ulong index);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_union_type_member_count")]
    internal static partial ulong UnionCount(nint type);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_union_type_member_name")]
    internal static partial byte* UnionName(nint type, ulong index);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_union_type_member_type")]
    internal static partial nint UnionType(nint type, ulong index);
}
