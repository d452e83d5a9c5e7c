namespace Rondo.DuckDb;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name as the engine gives it; several columns may have the same.</param>
/// <param name="Type">Its type with everything inside it.</param>
public sealed record Column(string Name, DuckDbType Type);
