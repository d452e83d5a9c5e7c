namespace Rondo.Data;

/// <summary>A row that could not be used.</summary>
/// <param name="Row">Which one, from 1, the line of names not counted.</param>
/// <param name="Line">The line of the file on which it begins, from 1; in Parquet and JSON arrays the same as <paramref name="Row"/>.</param>
/// <param name="Column">The column at fault; null when it is the row as a whole.</param>
/// <param name="Reason">What is wrong, as half a sentence.</param>
/// <param name="Text">The value, or the row as far as it could be read; at most 100 characters.</param>
public sealed record UnreadableRow(long Row, long Line, string? Column, string Reason, string Text);
