namespace Rondo.DuckDb.Native;

/// <summary>Reads a logical type, with everything inside it, and frees it.</summary>
internal static unsafe class TypeReader
{
    internal static DuckDbType Take(nint type)
    {
        try
        {
            return Read(type);
        }
        finally
        {
            NativeMethods.DestroyLogicalType(ref type);
        }
    }

    private static DuckDbType Read(nint type)
    {
        var plain = new DuckDbType(NativeMethods.TypeId(type)) { Alias = Utf8Text.Take(NativeMethods.TypeAlias(type)) };
        return plain.Id switch
        {
            DuckDbTypeId.Decimal => plain with { Width = NativeMethods.DecimalWidth(type), Scale = NativeMethods.DecimalScale(type) },
            DuckDbTypeId.Enum => plain with { EnumValues = EnumValues(type) },
            DuckDbTypeId.List => plain with { Element = Take(NativeMethods.ListElement(type)) },
            DuckDbTypeId.Array => plain with
            {
                Element = Take(NativeMethods.ArrayElement(type)),
                ArraySize = checked((int)NativeMethods.ArraySize(type)),
            },
            DuckDbTypeId.Struct => plain with { Fields = StructFields(type) },
            DuckDbTypeId.Union => plain with { Fields = UnionFields(type) },
            DuckDbTypeId.Map => Map(plain, Take(NativeMethods.MapKey(type)), Take(NativeMethods.MapValue(type))),
            _ => plain,
        };
    }

    private static DuckDbType Map(DuckDbType plain, DuckDbType key, DuckDbType value)
    {
        DuckDbField[] fields = [new("key", key), new("value", value)];
        return plain with { Fields = fields, Element = new DuckDbType(DuckDbTypeId.Struct) { Fields = fields } };
    }

    private static string[] EnumValues(nint type)
    {
        var values = new string[NativeMethods.EnumSize(type)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Utf8Text.Take(NativeMethods.EnumValue(type, (ulong)i)) ?? "";
        }

        return values;
    }

    private static DuckDbField[] StructFields(nint type)
    {
        var fields = new DuckDbField[NativeMethods.StructCount(type)];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = Utf8Text.Take(NativeMethods.StructName(type, (ulong)i)) ?? "";
            fields[i] = new(name, Take(NativeMethods.StructType(type, (ulong)i)));
        }

        return fields;
    }

    private static DuckDbField[] UnionFields(nint type)
    {
        var fields = new DuckDbField[NativeMethods.UnionCount(type)];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = Utf8Text.Take(NativeMethods.UnionName(type, (ulong)i)) ?? "";
            fields[i] = new(name, Take(NativeMethods.UnionType(type, (ulong)i)));
        }

        return fields;
    }
}
