using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Rondo.DuckDb.Tests;

/// <summary>What is bound comes back as it was.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Booleans_and_numbers_come_back()
    {
        Same<bool>();
        Same<sbyte>();
        Same<byte>();
        Same<short>();
        Same<ushort>();
        Same<int>();
        Same<uint>();
        Same<long>();
        Same<ulong>();
        Same<float>();
        Same<double>();
        Same<decimal>();
        Same<BigInteger>();
        Same(from high in ArbMap.Default.GeneratorFor<ulong>() from low in ArbMap.Default.GeneratorFor<ulong>() select new Int128(high, low));
        Same(from high in ArbMap.Default.GeneratorFor<ulong>() from low in ArbMap.Default.GeneratorFor<ulong>() select new UInt128(high, low));
    }

    [Fact]
    public void Texts_and_bytes_come_back()
    {
        Same(ArbMap.Default.GeneratorFor<string>().Where(s => s is not null && IsUnicode(s)));
        Same(Gen.Elements("", "\0", "a\0b", "日本", "🎉🎉🎉🎉", "'; DROP TABLE x --", new string('x', 100_000)));
        Same(ArbMap.Default.GeneratorFor<byte[]>().Where(b => b is not null));
        Same<Guid>();
    }

    [Fact]
    public void Dates_and_times_come_back_to_the_microsecond()
    {
        var ticks = from n in ArbMap.Default.GeneratorFor<ulong>() select (long)(n % (ulong)(DateTime.MaxValue.Ticks / 10)) * 10;
        Same(ticks.Select(t => new DateTime(t, DateTimeKind.Utc)));
        Same(ticks.Select(t => new TimeOnly(t % TimeSpan.TicksPerDay)));
        Same(ticks.Select(t => DateOnly.FromDateTime(new DateTime(t))));
        Same(from m in ArbMap.Default.GeneratorFor<int>()
             from d in ArbMap.Default.GeneratorFor<int>()
             from us in ArbMap.Default.GeneratorFor<long>()
             select new Interval(m, d, us));
    }

    [Fact]
    public void Lists_come_back_with_their_nulls() =>
        Same(ArbMap.Default.GeneratorFor<long?[]>().Where(l => l is not null).Select(l => l.Select(x => (object?)x).ToList()));

    [Fact]
    public void Null_and_an_instant_with_an_offset_come_back()
    {
        Assert.Null(Engine.One("SELECT $1", [null]));
        Assert.Equal(new List<object?> { null }, Engine.One("SELECT $1::INTEGER[]", new List<object?> { null }));
        Assert.Equal(
            new DateTime(2024, 2, 29, 10, 0, 0, DateTimeKind.Utc),
            Engine.One("SELECT $1", new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2))));
        Assert.Equal(new Interval(0, 0, 1_500_000), Engine.One("SELECT $1", TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public void What_the_engine_would_change_is_refused()
    {
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<DuckDbException>(() => Engine.One("SELECT $1", "\uD800")).Kind);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<DuckDbException>(() => Engine.One("SELECT $1", new object())).Kind);
    }

    private static void Same<T>() => Same(ArbMap.Default.GeneratorFor<T>());

    private static void Same<T>(Gen<T> values)
    {
        using var engine = new Engine();
        Prop.ForAll(values.ToArbitrary(), value =>
        {
            using var result = engine.Connection.Query("SELECT $1", [value]);
            Assert.Equal<object?>(value, result.Rows().Single().Single());
        }).QuickCheckThrowOnFailure();
    }

    private static bool IsUnicode(string text) => text.EnumerateRunes().All(r => r != System.Text.Rune.ReplacementChar);
}
