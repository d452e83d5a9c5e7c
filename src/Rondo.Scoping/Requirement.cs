using Rondo.Kernel;

namespace Rondo.Scoping;

/// <summary>One checkable sentence: <c>measure op bound [on where] [warn]</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Measure">Normal form of the measure: <c>mae</c>, <c>latency.p95</c>, <c>drift(temp)</c>.</param>
/// <param name="Operator"><c>&lt;=</c>, <c>&lt;</c>, <c>&gt;=</c>, <c>&gt;</c> or <c>=</c>.</param>
/// <param name="Bound">The bound's expression over numbers, <c>baseline</c> and <c>champion</c>, units already turned to base units.</param>
/// <param name="Split">train, validation, test or production; empty where it does not matter (size).</param>
/// <param name="Slice">The normal form of the slice's condition, or empty.</param>
/// <param name="WarnOnly">Whether missing it is a WARN instead of a FAIL.</param>
/// <param name="Place">Where it is written.</param>
public sealed record Requirement(string Text, string Measure, string Operator, string Bound, string Split, string Slice, bool WarnOnly, Place Place);
