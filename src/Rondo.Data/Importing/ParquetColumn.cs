using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>How a column comes out of the engine.</summary>
internal enum ParquetForm
{
    /// <summary>As doubles.</summary>
    Number,

    /// <summary>As microseconds.</summary>
    Time,

    /// <summary>As text, to be read like that of any file.</summary>
    Text,
}

/// <summary>One column of a Parquet file, read as a type that was asked for.</summary>
internal sealed class ParquetColumn
{
    private const double LargestExact = 9007199254740992;

    private readonly Column _stored;

    public ParquetColumn(ColumnSchema schema, Column stored)
    {
        (Schema, _stored) = (schema, stored);
        Form = schema.Type == ColumnType.Text || IsText(stored.Type.Id) ? ParquetForm.Text
            : schema.Type == ColumnType.Timestamp ? ParquetForm.Time
            : ParquetForm.Number;
        Numbers = Form == ParquetForm.Number ? new double[IBatchSource.SmallestBatch] : [];
        Times = Form == ParquetForm.Time ? new long[IBatchSource.SmallestBatch] : [];
    }

    public ColumnSchema Schema { get; }

    public ParquetForm Form { get; }

    public double[] Numbers { get; }

    public long[] Times { get; }

    /// <summary>What people should know about how it is read.</summary>
    public string? Note => Schema.Type == ColumnType.Text && IsWhole(_stored.Type.Id)
        ? $"The column '{Schema.Name}' holds whole numbers where texts are asked for: they are read as their digits."
        : null;

    /// <summary>Why a column cannot be read as the type asked for, or null.</summary>
    public static string? Problem(ColumnSchema schema, Column stored)
    {
        var id = stored.Type.Id;
        var fits = IsText(id) || schema.Type switch
        {
            ColumnType.Number => stored.Type.IsNumeric || id == DuckDbTypeId.Boolean,
            ColumnType.Boolean => stored.Type.IsNumeric || id == DuckDbTypeId.Boolean,
            ColumnType.Timestamp => IsTime(id),
            _ => IsWhole(id),
        };
        return fits ? null : $"The column '{schema.Name}' is a {stored.Type}, and a {schema.Type.ToString().ToLowerInvariant()} is asked for.";
    }

    /// <summary>Whether a text of the type can be cast back to it, and the type needs no declaration.</summary>
    public static bool Plain(DuckDbTypeId id) => IsTime(id) || IsWhole(id) || id is DuckDbTypeId.Boolean or DuckDbTypeId.Float or DuckDbTypeId.Double or DuckDbTypeId.Decimal or DuckDbTypeId.Uuid;

    /// <summary>The SQL that reads it.</summary>
    public string Sql(ReadOptions options)
    {
        var name = Rondo.DuckDb.Sql.Identifier(Schema.Name);
        var value = name;
        if (options.Missing.Count > 0 && Form != ParquetForm.Text)
        {
            var values = new ParquetValues(options);
            values.Add(_stored);
            value = values.Raw(Schema.Name);
        }

        return Form == ParquetForm.Text ? $"CAST({value} AS VARCHAR)"
            : _stored.Type.Id is DuckDbTypeId.Decimal ? $"CAST({value} AS DOUBLE)"
            : value;
    }

    /// <summary>Takes a chunk's values.</summary>
    public void Copy(DataChunk chunk, int column)
    {
        if (Form == ParquetForm.Number)
        {
            chunk.CopyDoubles(column, Numbers);
        }
        else if (Form == ParquetForm.Time)
        {
            chunk.CopyLongs(column, Times);
        }
    }

    /// <summary>Whether a whole number may have been rounded.</summary>
    public bool IsRounded(int row) => IsLong(_stored.Type.Id) && Math.Abs(Numbers[row]) > LargestExact;

    /// <summary>A number or time for people.</summary>
    public string Shown(int row) => Form == ParquetForm.Number ? Numbers[row].ToString("R", CultureInfo.InvariantCulture) : Instants.Text(Times[row]);

    private static bool IsText(DuckDbTypeId id) => id is DuckDbTypeId.Varchar or DuckDbTypeId.Enum or DuckDbTypeId.Uuid or DuckDbTypeId.Time or DuckDbTypeId.SqlNull;

    private static bool IsLong(DuckDbTypeId id) => id is DuckDbTypeId.BigInt or DuckDbTypeId.UBigInt or DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt;

    private static bool IsWhole(DuckDbTypeId id) => IsLong(id) || id is DuckDbTypeId.TinyInt or DuckDbTypeId.SmallInt or DuckDbTypeId.Integer or DuckDbTypeId.UTinyInt
        or DuckDbTypeId.USmallInt or DuckDbTypeId.UInteger;

    private static bool IsTime(DuckDbTypeId id) => id is DuckDbTypeId.Date or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampS or DuckDbTypeId.TimestampMs
        or DuckDbTypeId.TimestampNs or DuckDbTypeId.TimestampTz;
}
