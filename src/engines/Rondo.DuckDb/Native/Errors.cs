using System.Collections.Frozen;

namespace Rondo.DuckDb.Native;

/// <summary>Turns the engine's errors into exceptions.</summary>
internal static unsafe class Errors
{
    // Preparing gives only a text; it begins with the name of its type.
    private static readonly FrozenDictionary<string, ErrorKind> Kinds = new Dictionary<string, ErrorKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["Out of Range"] = ErrorKind.OutOfRange,
        ["Conversion"] = ErrorKind.Conversion,
        ["Unknown Type"] = ErrorKind.UnknownType,
        ["Decimal"] = ErrorKind.Decimal,
        ["Mismatch Type"] = ErrorKind.MismatchType,
        ["Divide by Zero"] = ErrorKind.DivideByZero,
        ["Object Size"] = ErrorKind.ObjectSize,
        ["Invalid type"] = ErrorKind.InvalidType,
        ["Serialization"] = ErrorKind.Serialization,
        ["TransactionContext"] = ErrorKind.Transaction,
        ["Not implemented"] = ErrorKind.NotImplemented,
        ["Expression"] = ErrorKind.Expression,
        ["Catalog"] = ErrorKind.Catalog,
        ["Parser"] = ErrorKind.Parser,
        ["Planner"] = ErrorKind.Planner,
        ["Constraint"] = ErrorKind.Constraint,
        ["Index"] = ErrorKind.Index,
        ["Connection"] = ErrorKind.Connection,
        ["Syntax"] = ErrorKind.Syntax,
        ["Settings"] = ErrorKind.Settings,
        ["Binder"] = ErrorKind.Binder,
        ["Network"] = ErrorKind.Network,
        ["Optimizer"] = ErrorKind.Optimizer,
        ["IO"] = ErrorKind.Io,
        ["INTERRUPT"] = ErrorKind.Interrupt,
        ["FATAL"] = ErrorKind.Fatal,
        ["INTERNAL"] = ErrorKind.Internal,
        ["Invalid Input"] = ErrorKind.InvalidInput,
        ["Out of Memory"] = ErrorKind.OutOfMemory,
        ["Permission"] = ErrorKind.Permission,
        ["Parameter Not Resolved"] = ErrorKind.ParameterNotResolved,
        ["Parameter Not Allowed"] = ErrorKind.ParameterNotAllowed,
        ["Dependency"] = ErrorKind.Dependency,
        ["HTTP"] = ErrorKind.Http,
        ["Missing Extension"] = ErrorKind.MissingExtension,
        ["Extension Autoloading"] = ErrorKind.Autoload,
        ["Sequence"] = ErrorKind.Sequence,
        ["Invalid Configuration"] = ErrorKind.InvalidConfiguration,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of a text that begins with the type's name: <c>Catalog Error: ...</c>.</summary>
    internal static DuckDbException Of(string? message, ErrorKind otherwise = ErrorKind.Unknown)
    {
        var end = message?.IndexOf(" Error:", StringComparison.Ordinal) ?? -1;
        var kind = end > 0 && Kinds.TryGetValue(message![..end], out var known) ? known : otherwise;
        return new(kind, message ?? "DuckDB failed without saying why.");
    }

    internal static DuckDbException Of(NativeResult* result) =>
        Of(NativeMethods.ResultErrorType(result), Utf8Text.Read(NativeMethods.ResultError(result)));

    internal static DuckDbException OfAppender(nint appender)
    {
        var error = NativeMethods.AppenderError(appender);
        try
        {
            return Of(NativeMethods.ErrorType(error), Utf8Text.Read(NativeMethods.ErrorMessage(error)));
        }
        finally
        {
            NativeMethods.DestroyErrorData(ref error);
        }
    }

    private static DuckDbException Of(int type, string? message) =>
        type > 0 && Enum.IsDefined((ErrorKind)type) ? new((ErrorKind)type, message ?? "DuckDB failed without saying why.") : Of(message);
}
