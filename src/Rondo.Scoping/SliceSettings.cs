using Rondo.Kernel;

namespace Rondo.Scoping;

/// <summary>The <c>slices:</c> section: parts of the rows that are always evaluated.</summary>
/// <param name="Items">Column names (each of their values is a slice) or conditions, as written.</param>
public sealed record SliceSettings(IReadOnlyList<SliceText> Items);

/// <summary>An item of <c>slices:</c>.</summary>
public sealed record SliceText(string Text, Place Place);
