namespace Rondo.DuckDb;

/// <summary>What DuckDB, or this binding, refuses or fails at. The message is the engine's own, and may have several lines.</summary>
public sealed class DuckDbException : Exception
{
    public DuckDbException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public ErrorKind Kind { get; }
}
