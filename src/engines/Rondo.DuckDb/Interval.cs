using System.Runtime.InteropServices;

namespace Rondo.DuckDb;

/// <summary>An INTERVAL: its three parts are kept apart, because months and days have no fixed length.</summary>
/// <param name="Months">Months; 12 a year.</param>
/// <param name="Days">Days.</param>
/// <param name="Microseconds">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Interval(int Months, int Days, long Microseconds);
