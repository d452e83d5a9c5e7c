using System.Diagnostics.CodeAnalysis;

namespace Rondo.DuckDb;

/// <summary>What went wrong: the engine's own error types by their numbers, and below zero what this binding finds out itself.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The engine's own names")]
public enum ErrorKind
{
    /// <summary>The native library is not there or cannot be loaded.</summary>
    EngineMissing = -1,

    /// <summary>The native library is another version than <see cref="DuckDbEngine.Version"/>.</summary>
    EngineMismatch = -2,

    /// <summary>The sandbox does not run this statement.</summary>
    Refused = -3,

    /// <summary>The connection is still streaming a result.</summary>
    Busy = -4,

    Unknown = 0,
    OutOfRange = 1,
    Conversion = 2,
    UnknownType = 3,
    Decimal = 4,
    MismatchType = 5,
    DivideByZero = 6,
    ObjectSize = 7,
    InvalidType = 8,
    Serialization = 9,

    /// <summary>Also a conflict of two writers: begin again.</summary>
    Transaction = 10,
    NotImplemented = 11,
    Expression = 12,
    Catalog = 13,
    Parser = 14,
    Planner = 15,
    Scheduler = 16,
    Executor = 17,
    Constraint = 18,
    Index = 19,
    Statistics = 20,
    Connection = 21,
    Syntax = 22,
    Settings = 23,
    Binder = 24,
    Network = 25,
    Optimizer = 26,
    NullPointer = 27,
    Io = 28,

    /// <summary>Interrupted, but not by the caller's token: that is an <see cref="OperationCanceledException"/>.</summary>
    Interrupt = 29,

    /// <summary>The database cannot be used any more; open it again.</summary>
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,

    /// <summary>The memory limit was reached and could not be spilled; the connection stays usable.</summary>
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Dependency = 37,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    Sequence = 41,
    InvalidConfiguration = 42,
}
