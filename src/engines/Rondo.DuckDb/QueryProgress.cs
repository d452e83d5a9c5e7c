using System.Runtime.InteropServices;

namespace Rondo.DuckDb;

/// <summary>How far the running query is: a hint, the engine cannot tell for every kind of query.</summary>
/// <param name="Percentage">0 to 100; -1 when nothing is known or nothing runs.</param>
/// <param name="Rows">Rows done.</param>
/// <param name="Total">Rows to do, as estimated.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QueryProgress(double Percentage, long Rows, long Total);
