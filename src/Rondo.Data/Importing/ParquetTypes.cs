using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>How the types of a Parquet file become those of a table.</summary>
internal static class ParquetTypes
{
    /// <summary>The plan for a column; null when it holds no plain values.</summary>
    public static ColumnPlan? Of(Column column, Func<bool> hasLong) => column.Type.Id switch
    {
        DuckDbTypeId.Boolean => new(column.Name, ColumnType.Boolean),
        DuckDbTypeId.Date or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampS or DuckDbTypeId.TimestampMs or DuckDbTypeId.TimestampNs or DuckDbTypeId.TimestampTz => new(column.Name, ColumnType.Timestamp),
        DuckDbTypeId.BigInt or DuckDbTypeId.UBigInt or DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt => hasLong()
            ? new(column.Name, ColumnType.Text, "it holds whole numbers beyond 2^53, which a double would round")
            : new(column.Name, ColumnType.Number),
        _ => IsNumber(column.Type.Id) ? new(column.Name, ColumnType.Number) : IsText(column.Type.Id) ? new(column.Name, ColumnType.Text) : null,
    };

    /// <summary>The SQL that reads a column: NaN is null, as other programs write it.</summary>
    public static string Reading(Column column)
    {
        var name = Sql.Identifier(column.Name);
        return column.Type.Id is DuckDbTypeId.Float or DuckDbTypeId.Double ? $"CASE WHEN isnan({name}) THEN NULL ELSE {name} END" : name;
    }

    private static bool IsNumber(DuckDbTypeId id) => id is DuckDbTypeId.Float or DuckDbTypeId.Double or DuckDbTypeId.Decimal or DuckDbTypeId.TinyInt or DuckDbTypeId.SmallInt
        or DuckDbTypeId.Integer or DuckDbTypeId.UTinyInt or DuckDbTypeId.USmallInt or DuckDbTypeId.UInteger;

    private static bool IsText(DuckDbTypeId id) => id is DuckDbTypeId.Varchar or DuckDbTypeId.Enum or DuckDbTypeId.Uuid or DuckDbTypeId.Time or DuckDbTypeId.SqlNull;
}
