using System.Globalization;
using System.Numerics;

namespace Rondo.DuckDb.Tests;

/// <summary>SQL for a value of every type, and the object it reads as.</summary>
internal static class ValueCases
{
    private const string Infinite = "infinity";

    public static TheoryData<string, object> Numbers => new()
    {
        { "true", true },
        { "false", false },
        { "(-128)::TINYINT", sbyte.MinValue },
        { "255::UTINYINT", byte.MaxValue },
        { "(-32768)::SMALLINT", short.MinValue },
        { "65535::USMALLINT", ushort.MaxValue },
        { "(-2147483648)::INTEGER", int.MinValue },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "170141183460469231731687303715884105727::HUGEINT", Int128.MaxValue },
        { "(-170141183460469231731687303715884105728)::HUGEINT", Int128.MinValue },
        { "(-1)::HUGEINT", Int128.NegativeOne },
        { "340282366920938463463374607431768211455::UHUGEINT", UInt128.MaxValue },
        { "'123456789012345678901234567890123456789012345678901234567890'::BIGNUM", BigInteger.Parse("123456789012345678901234567890123456789012345678901234567890", CultureInfo.InvariantCulture) },
        { "(-300)::BIGNUM", new BigInteger(-300) },
        { "0::BIGNUM", BigInteger.Zero },
        { "1.5::FLOAT", 1.5f },
        { "0.1::DOUBLE", 0.1 },
        { "'NaN'::DOUBLE", double.NaN },
        { "'-Infinity'::DOUBLE", double.NegativeInfinity },
        { "12.3::DECIMAL(4,1)", 12.3m },
        { "(-123.456)::DECIMAL(9,3)", -123.456m },
        { "123456789012.345678::DECIMAL(18,6)", 123456789012.345678m },
        { "12345678901234567890.12::DECIMAL(38,2)", 12345678901234567890.12m },
        { "0.00000000000000000000000000000000000000::DECIMAL(38,38)", 0m },
        { "1.5::DECIMAL(38,37)", 1.5m },
        { "79228162514264337593543950335::DECIMAL(38,0)", decimal.MaxValue },
        { "'short'", "short" },
        { "'exactly12byt'", "exactly12byt" },
        { "'thirteen byte'", "thirteen byte" },
        { "'a string longer than twelve bytes: ünïcode 日本 🎉'", "a string longer than twelve bytes: ünïcode 日本 🎉" },
        { "''", "" },
        { "chr(0) || 'x'", "\0x" },
        { "'{\"a\":1}'::JSON", "{\"a\":1}" },
        { "'\\x00\\xFFabc'::BLOB", new byte[] { 0, 255, 97, 98, 99 } },
        { "''::BLOB", Array.Empty<byte>() },
        { "'0101100'::BIT", "0101100" },
        { "'11111111000000001'::BIT", "11111111000000001" },
    };

    public static TheoryData<string, object> Instants => new()
    {
        { "'b'::ENUM('a','b')", "b" },
        { "uuid '550e8400-e29b-41d4-a716-446655440000'", Guid.Parse("550e8400-e29b-41d4-a716-446655440000") },
        { "uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff'", Guid.AllBitsSet },
        { "DATE '2024-02-29'", new DateOnly(2024, 2, 29) },
        { "DATE '0001-01-01'", DateOnly.MinValue },
        { $"'{Infinite}'::DATE", DateOnly.MaxValue },
        { $"'-{Infinite}'::DATE", DateOnly.MinValue },
        { "TIME '12:34:56.789012'", new TimeOnly(12, 34, 56, 789, 12) },
        { "TIMETZ '12:34:56+02:30'", new TimeWithOffset(new(12, 34, 56), new(2, 30, 0)) },
        { "TIMETZ '00:00:00-15:59:59'", new TimeWithOffset(TimeOnly.MinValue, -new TimeSpan(15, 59, 59)) },
        { "TIMESTAMP '2024-02-29 12:34:56.789012'", Utc("2024-02-29T12:34:56.789012") },
        { "TIMESTAMP '1969-12-31 23:59:59.999999'", Utc("1969-12-31T23:59:59.999999") },
        { "TIMESTAMPTZ '2024-02-29 12:00:00+02'", Utc("2024-02-29T10:00:00") },
        { "'2024-02-29 12:34:56'::TIMESTAMP_S", Utc("2024-02-29T12:34:56") },
        { "'2024-02-29 12:34:56.789'::TIMESTAMP_MS", Utc("2024-02-29T12:34:56.789") },
        { "'2024-02-29 12:34:56.123456789'::TIMESTAMP_NS", Utc("2024-02-29T12:34:56.1234567") },
        { "'1969-12-31 23:59:59.999999999'::TIMESTAMP_NS", Utc("1969-12-31T23:59:59.9999999") },
        { $"'{Infinite}'::TIMESTAMP", DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) },
        { $"'{Infinite}'::TIMESTAMP_NS", DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) },
        { "INTERVAL '14 months 3 days 5 microseconds'", new Interval(14, 3, 5) },
        { "INTERVAL '-1 month'", new Interval(-1, 0, 0) },
    };

    public static TheoryData<string, object> Nested => new()
    {
        { "[1, 2, NULL, 4]", new List<object?> { 1, 2, null, 4 } },
        { "[['a', 'b'], [], NULL]", new List<object?> { new List<object?> { "a", "b" }, new List<object?>(), null } },
        { "[1.5, NULL, 3]::FLOAT[3]", new List<object?> { 1.5f, null, 3f } },
        { "[['x', 'y'], ['z', NULL]]::VARCHAR[2][]", new List<object?> { new List<object?> { "x", "y" }, new List<object?> { "z", null } } },
        { "{'a': 1, 'b': ['x'], 'c': NULL}", Fields(("a", 1), ("b", new List<object?> { "x" }), ("c", null)) },
        { "row(1, 'x')", Fields(("1", 1), ("2", "x")) },
        { "map(['k', 'l'], [42, NULL])", Pairs(("k", 42), ("l", null)) },
        { "map([[1]], [{'v': map([1], ['deep'])}])", Pairs((new List<object?> { 1 }, Fields(("v", Pairs((1, "deep")))))) },
        { "union_value(num := 3)::UNION(num INTEGER, str VARCHAR)", new KeyValuePair<string, object?>("num", 3) },
        { "union_value(str := 'a longer text than inline')::UNION(num INTEGER, str VARCHAR)", new KeyValuePair<string, object?>("str", "a longer text than inline") },
    };

    public static TheoryData<string> Types =>
    [
        "BOOLEAN", "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM",
        "FLOAT", "DOUBLE", "DECIMAL(4,1)", "DECIMAL(9,3)", "DECIMAL(18,6)", "DECIMAL(38,10)", "VARCHAR", "JSON", "BLOB", "BIT", "UUID",
        "DATE", "TIME", "TIME WITH TIME ZONE", "TIME_NS", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE",
        "INTERVAL", "ENUM('a', 'b')", "INTEGER[]", "VARCHAR[][]", "FLOAT[3]", "STRUCT(\"a\" INTEGER, \"b\" VARCHAR[])", "MAP(VARCHAR, INTEGER)",
        "UNION(\"num\" INTEGER, \"str\" VARCHAR)",
    ];

    private static Dictionary<string, object?> Fields(params (string Name, object? Value)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    private static List<KeyValuePair<object?, object?>> Pairs(params (object? Key, object? Value)[] pairs) =>
        [.. pairs.Select(p => new KeyValuePair<object?, object?>(p.Key, p.Value))];

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
