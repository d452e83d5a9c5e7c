using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>Rows on their way into a stored table, with the file and line that each comes from.</summary>
/// <param name="Name">The engine's table.</param>
/// <param name="Columns">Besides file and line.</param>
/// <param name="Files">The source's files; rows name them by index.</param>
internal sealed record StagedTable(string Name, IReadOnlyList<ColumnPlan> Columns, IReadOnlyList<SourceFile> Files)
{
    public const string FileColumn = "_rondo_file";
    public const string LineColumn = "_rondo_line";

    /// <summary>How rows that were read are counted, good ones and bad ones.</summary>
    public long RowsRead { get; set; }

    /// <summary>What those who watch are told when the rows are stored.</summary>
    public string Writing => string.Create(CultureInfo.InvariantCulture, $"writing {RowsRead:N0} rows");

    public void Create(Connection connection) => connection.Execute(
        $"CREATE TABLE {Sql.Identifier(Name)} ({FileColumn} INTEGER, {LineColumn} BIGINT, {string.Join(", ", Columns.Select(c => $"{Sql.Identifier(c.Name)} {TableEngine.TypeName(c.Type)}"))})");
}
