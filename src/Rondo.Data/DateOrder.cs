namespace Rondo.Data;

/// <summary>How dates are written besides ISO 8601.</summary>
public enum DateOrder
{
    /// <summary><c>2024-12-31</c>, <c>2024/12/31</c>.</summary>
    YearFirst,

    /// <summary><c>31.12.2024</c>, <c>31/12/2024</c>.</summary>
    DayFirst,

    /// <summary><c>12/31/2024</c>.</summary>
    MonthFirst,
}
