namespace Rondo.DuckDb.Tests;

/// <summary>Every type reads as the .NET value it is documented to be, and as null.</summary>
public sealed class ValueTests
{
    [Theory]
    [MemberData(nameof(ValueCases.Numbers), MemberType = typeof(ValueCases))]
    [MemberData(nameof(ValueCases.Instants), MemberType = typeof(ValueCases))]
    [MemberData(nameof(ValueCases.Nested), MemberType = typeof(ValueCases))]
    public void A_value_reads_as_the_documented_object(string sql, object expected) =>
        Assert.Equal(expected, Engine.One($"SELECT {sql}"));

    [Theory]
    [MemberData(nameof(ValueCases.Numbers), MemberType = typeof(ValueCases))]
    [MemberData(nameof(ValueCases.Instants), MemberType = typeof(ValueCases))]
    [MemberData(nameof(ValueCases.Nested), MemberType = typeof(ValueCases))]
    public void A_value_reads_the_same_among_nulls_on_a_later_page(string sql, object expected)
    {
        using var engine = new Engine();
        using var result = engine.Connection.Stream($"""
            SELECT x FROM range(5000) t(i) LEFT JOIN (SELECT i AS j, {sql} AS x FROM range(5000) u(i) WHERE i % 3 <> 0) ON i = j ORDER BY i
            """);
        var rows = result.Rows().Select(r => r[0]).ToList();

        Assert.Equal(5000, rows.Count);
        Assert.All(rows.Select((value, i) => (value, i)), x => Assert.Equal(x.i % 3 == 0 ? null : expected, x.value));
    }

    [Theory]
    [MemberData(nameof(ValueCases.Types), MemberType = typeof(ValueCases))]
    public void A_null_of_every_type_is_null_and_its_type_is_told_as_sql_writes_it(string type)
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query($"SELECT NULL::{type} AS x UNION ALL SELECT NULL");

        Assert.Equal(type, result.Columns[0].Type.ToString());
        Assert.Equal([null, null], result.Rows().Select(r => r[0]));
    }

    [Theory]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38,0)")]
    [InlineData("0.12345678901234567890123456789012345678::DECIMAL(38,38)")]
    [InlineData("DATE '20000-01-01'")]
    [InlineData("DATE '0044-03-15 (BC)'")]
    [InlineData("TIMESTAMP '20000-01-01'")]
    [InlineData("TIME '24:00:00'")]
    public void What_dotnet_cannot_hold_is_an_error_not_another_value(string sql)
    {
        var error = Assert.Throws<DuckDbException>(() => Engine.One($"SELECT {sql}"));
        Assert.Equal(ErrorKind.OutOfRange, error.Kind);
        Assert.Contains("VARCHAR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enum_of_many_values_reads_by_its_wider_index()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TYPE wide AS ENUM (SELECT 'v' || i FROM range(70000) t(i))");
        using var result = engine.Connection.Query("SELECT 'v69999'::wide, 'v300'::wide");

        Assert.Equal(70000, result.Columns[0].Type.EnumValues.Count);
        Assert.Equal(["v69999", "v300"], result.Rows().Single());
    }

    [Fact]
    public void Columns_of_one_name_keep_their_places()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT 1 AS \"a b\", 2 AS \"a b\", 3 AS \"日本\"");

        Assert.Equal(["a b", "a b", "日本"], result.Columns.Select(c => c.Name), StringComparer.Ordinal);
        Assert.Equal([1, 2, 3], result.Rows().Single());
    }

    [Fact]
    public void A_scalar_converts_numbers_and_says_when_it_cannot()
    {
        using var engine = new Engine();
        Assert.Equal(6L, Scalar<long>("SELECT sum(i) FROM range(4) t(i)"));
        Assert.Equal(3.0, Scalar<double>("SELECT 3"));
        Assert.Equal(3, Scalar<int?>("SELECT 3::BIGINT"));
        Assert.Null(Scalar<int?>("SELECT NULL::INTEGER"));
        Assert.Null(Scalar<string?>("SELECT NULL::VARCHAR"));
        Assert.Equal(ErrorKind.Conversion, Assert.Throws<DuckDbException>(() => Scalar<int>("SELECT NULL::INTEGER")).Kind);
        Assert.Equal(ErrorKind.Conversion, Assert.Throws<DuckDbException>(() => Scalar<int>("SELECT 'x'")).Kind);
        Assert.Equal(ErrorKind.Conversion, Assert.Throws<DuckDbException>(() => Scalar<byte>("SELECT 300")).Kind);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<DuckDbException>(() => Scalar<int>("SELECT 1 WHERE false")).Kind);

        T Scalar<T>(string sql)
        {
            using var result = engine.Connection.Query(sql);
            return result.Scalar<T>();
        }
    }
}
