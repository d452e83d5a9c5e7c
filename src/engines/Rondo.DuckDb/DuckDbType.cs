using System.Globalization;

namespace Rondo.DuckDb;

/// <summary>A DuckDB type with everything inside it.</summary>
/// <param name="Id">Which kind of type.</param>
public sealed record DuckDbType(DuckDbTypeId Id)
{
    /// <summary>A name given on top, such as JSON on VARCHAR; usually null.</summary>
    public string? Alias { get; init; }

    /// <summary>DECIMAL: number of digits, 1 to 38.</summary>
    public int Width { get; init; }

    /// <summary>DECIMAL: digits after the point.</summary>
    public int Scale { get; init; }

    /// <summary>STRUCT: its fields. UNION: its members. MAP: key and value. Otherwise empty.</summary>
    public IReadOnlyList<DuckDbField> Fields { get; init; } = [];

    /// <summary>LIST and ARRAY: the type of the elements. MAP: STRUCT(key, value). Otherwise null.</summary>
    public DuckDbType? Element { get; init; }

    /// <summary>ARRAY: how many elements every value has.</summary>
    public int ArraySize { get; init; }

    /// <summary>ENUM: its values in order.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];

    /// <summary>Whole numbers, floats and decimals; not booleans.</summary>
    public bool IsNumeric => Id is (>= DuckDbTypeId.TinyInt and <= DuckDbTypeId.Double)
        or DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Decimal;

    /// <summary>The type of one stored value for <see cref="ColumnVector.Values{T}"/>, or null where values are not of one fixed size.</summary>
    public Type? Stored => Id switch
    {
        DuckDbTypeId.Decimal => Width <= 4 ? typeof(short) : Width <= 9 ? typeof(int) : Width <= 18 ? typeof(long) : typeof(Int128),
        DuckDbTypeId.Enum => EnumValues.Count <= 0xFF ? typeof(byte) : EnumValues.Count <= 0xFFFF ? typeof(ushort) : typeof(uint),
        _ => StoredTypes.Of(Id),
    };

    /// <summary>The type as SQL writes it.</summary>
    public override string ToString() => Alias ?? Id switch
    {
        DuckDbTypeId.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckDbTypeId.Enum => $"ENUM({string.Join(", ", EnumValues.Select(Sql.Literal))})",
        DuckDbTypeId.List => $"{Element}[]",
        DuckDbTypeId.Array => string.Create(CultureInfo.InvariantCulture, $"{Element}[{ArraySize}]"),
        DuckDbTypeId.Struct => $"STRUCT({FieldsText()})",
        DuckDbTypeId.Union => $"UNION({FieldsText()})",
        DuckDbTypeId.Map => $"MAP({Fields[0].Type}, {Fields[1].Type})",
        _ => StoredTypes.Name(Id),
    };

    private string FieldsText() => string.Join(", ", Fields.Select(f => f.Name.Length == 0 ? $"{f.Type}" : $"{Sql.Identifier(f.Name)} {f.Type}"));
}
