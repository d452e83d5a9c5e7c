namespace Rondo.Expressions;

/// <summary>What kind of value an expression or a column has. A value of any kind can be null.</summary>
public enum ValueKind
{
    /// <summary>A finite IEEE 754 double; NaN and the infinities read as null. <c>double</c> in .NET, <c>DOUBLE</c> in SQL.</summary>
    Number,

    /// <summary>Well-formed Unicode text; the empty text reads as null. <c>string</c> in .NET, <c>VARCHAR</c> in SQL.</summary>
    Text,

    /// <summary>True or false. <c>bool</c> in .NET, <c>BOOLEAN</c> in SQL.</summary>
    Boolean,

    /// <summary>A time without zone, in microseconds, years 1 to 9999. <c>DateTime</c> in .NET, <c>TIMESTAMP</c> in SQL.</summary>
    Timestamp,

    /// <summary>
    /// A length of time in whole microseconds, at most 7,300,000 days either way. <c>TimeSpan</c> in .NET, <c>BIGINT</c> microseconds in SQL.
    /// </summary>
    Duration,
}
