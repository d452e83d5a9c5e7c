using Rondo.Data;
using Rondo.DuckDb;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;

namespace Rondo.Modeling.Tests;

/// <summary>A table cut in parts, as Parquet files in a folder of its own, with its schema.</summary>
internal sealed class TestTable : IDisposable
{
    private TestTable(string folder, TableSchema schema) => (Folder, Schema) = (folder, schema);

    public string Folder { get; }

    public TableSchema Schema { get; }

    public string Train => Path.Combine(Folder, "train.parquet");

    public string Validation => Path.Combine(Folder, "validation.parquet");

    public string Test => Path.Combine(Folder, "test.parquet");

    /// <summary>
    /// Runs a query whose rows carry a column <c>part</c> (train, validation, test) and writes the parts in the order of the query. Types
    /// come from the query: DOUBLE, VARCHAR, BOOLEAN, TIMESTAMP.
    /// </summary>
    public static TestTable Of(string sql, string target, IReadOnlyList<string>? categories = null)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-modeling-").FullName;
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute($"CREATE TABLE t AS {sql}");
        foreach (var part in (string[])["train", "validation", "test"])
        {
            connection.Execute($"COPY (SELECT * EXCLUDE (part) FROM t WHERE part = '{part}') TO {Sql.Literal(Path.Combine(folder, part + ".parquet"))} (FORMAT parquet)");
        }

        using var described = connection.Query("SELECT * EXCLUDE (part) FROM t LIMIT 0");
        var columns = described.Columns.Select(c => new ColumnSchema(c.Name, TypeOf(c.Type), RoleOf(c.Name, target)) { Category = categories?.Contains(c.Name, StringComparer.Ordinal) is true, Nullable = true });
        return new(folder, new([.. columns]));
    }

    public TrainingData Data(int threads = 1) => TrainingData.Read(Schema, Train, Validation, threads, CancellationToken.None);

    public Frame Frame(string parquet) => FrameReader.Read(parquet, TrainingData.Needed(Schema), 1, CancellationToken.None);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static ColumnRole RoleOf(string name, string target) =>
        string.Equals(name, target, StringComparison.Ordinal) ? ColumnRole.Target : name is TableSchema.TimeColumn ? ColumnRole.Time : ColumnRole.Feature;

    private static ColumnType TypeOf(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Varchar => ColumnType.Text,
        DuckDbTypeId.Boolean => ColumnType.Boolean,
        DuckDbTypeId.Timestamp => ColumnType.Timestamp,
        _ => ColumnType.Number,
    };
}
