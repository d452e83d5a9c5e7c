using System.Runtime.InteropServices;

namespace Rondo.DuckDb;

/// <summary>A TIME WITH TIME ZONE: the time of day as written, and how far it is ahead of UTC.</summary>
/// <param name="Time">Local time of day.</param>
/// <param name="Offset">Whole seconds east of UTC, within 16 hours.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TimeWithOffset(TimeOnly Time, TimeSpan Offset);
