namespace Rondo.DuckDb;

/// <summary>A named part of a STRUCT, UNION or MAP (whose parts are called key and value).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record DuckDbField(string Name, DuckDbType Type);
