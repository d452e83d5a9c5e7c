using System.Collections.Frozen;

namespace Rondo.DuckDb;

/// <summary>How values of the plain types lie in memory, and what SQL calls the types.</summary>
internal static class StoredTypes
{
    private static readonly FrozenDictionary<DuckDbTypeId, Type> Types = new Dictionary<DuckDbTypeId, Type>
    {
        [DuckDbTypeId.Boolean] = typeof(bool),
        [DuckDbTypeId.TinyInt] = typeof(sbyte),
        [DuckDbTypeId.SmallInt] = typeof(short),
        [DuckDbTypeId.Integer] = typeof(int),
        [DuckDbTypeId.BigInt] = typeof(long),
        [DuckDbTypeId.UTinyInt] = typeof(byte),
        [DuckDbTypeId.USmallInt] = typeof(ushort),
        [DuckDbTypeId.UInteger] = typeof(uint),
        [DuckDbTypeId.UBigInt] = typeof(ulong),
        [DuckDbTypeId.Float] = typeof(float),
        [DuckDbTypeId.Double] = typeof(double),
        [DuckDbTypeId.Timestamp] = typeof(long),
        [DuckDbTypeId.TimestampS] = typeof(long),
        [DuckDbTypeId.TimestampMs] = typeof(long),
        [DuckDbTypeId.TimestampNs] = typeof(long),
        [DuckDbTypeId.TimestampTz] = typeof(long),
        [DuckDbTypeId.Date] = typeof(int),
        [DuckDbTypeId.Time] = typeof(long),
        [DuckDbTypeId.TimeNs] = typeof(long),
        [DuckDbTypeId.TimeTz] = typeof(ulong),
        [DuckDbTypeId.Interval] = typeof(Interval),
        [DuckDbTypeId.HugeInt] = typeof(Int128),
        [DuckDbTypeId.UHugeInt] = typeof(UInt128),
        [DuckDbTypeId.Uuid] = typeof(UInt128),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<DuckDbTypeId, string> Names = new Dictionary<DuckDbTypeId, string>
    {
        [DuckDbTypeId.TimestampS] = "TIMESTAMP_S",
        [DuckDbTypeId.TimestampMs] = "TIMESTAMP_MS",
        [DuckDbTypeId.TimestampNs] = "TIMESTAMP_NS",
        [DuckDbTypeId.TimestampTz] = "TIMESTAMP WITH TIME ZONE",
        [DuckDbTypeId.TimeTz] = "TIME WITH TIME ZONE",
        [DuckDbTypeId.TimeNs] = "TIME_NS",
        [DuckDbTypeId.SqlNull] = "\"NULL\"",
    }.ToFrozenDictionary();

    internal static Type? Of(DuckDbTypeId id) => Types.GetValueOrDefault(id);

    internal static string Name(DuckDbTypeId id) => Names.TryGetValue(id, out var name) ? name : id.ToString().ToUpperInvariant();
}
