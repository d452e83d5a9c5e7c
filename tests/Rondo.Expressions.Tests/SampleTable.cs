using FsCheck.Fluent;

namespace Rondo.Expressions.Tests;

/// <summary>Random rows, and the same in a table <c>sample</c>. xunit makes it once for a class, and so it is public.</summary>
public sealed class SampleTable : IDisposable
{
    public SampleTable()
    {
        Rows = [.. Sample.Row.Sample(250)];
        Engine.Execute("CREATE TABLE sample (id INT, x DOUBLE, y DOUBLE, v1 DOUBLE, t VARCHAR, u VARCHAR, b BOOLEAN, c BOOLEAN, s TIMESTAMP, r TIMESTAMP, d BIGINT)");
        var values = Rows.Select((row, i) => $"({i}, {string.Join(", ", Sample.Columns.Keys.Select(c => Sample.Literal(row[c])))})");
        Engine.Execute("INSERT INTO sample VALUES " + string.Join(", ", values));
    }

    internal Engine Engine { get; } = new();

    internal IReadOnlyList<Dictionary<string, object?>> Rows { get; }

    public void Dispose() => Engine.Dispose();
}
