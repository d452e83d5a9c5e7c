namespace Rondo.Data;

/// <summary>A column that is carried along as text.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="SqlType">The type its texts can be cast to again: VARCHAR but for plain values of a Parquet file.</param>
public sealed record KeptColumn(string Name, string SqlType);
