namespace Rondo.Bundles;

/// <summary>What a field holds, and how it passes the graph's door: every input is <c>[N,1]</c>.</summary>
public enum FieldType
{
    /// <summary>double; NaN is null.</summary>
    Number,

    /// <summary>text; the empty string is null.</summary>
    Text,

    /// <summary>double 0 or 1; NaN is null.</summary>
    Boolean,

    /// <summary>int64 microseconds since 1970 UTC; the smallest number is null.</summary>
    Timestamp,
}
