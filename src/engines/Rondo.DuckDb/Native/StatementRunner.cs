namespace Rondo.DuckDb.Native;

/// <summary>Called with the number of statements (type -1) before anything runs, then with the type of each; throws to refuse.</summary>
internal delegate void StatementGate(int statements, int type);

/// <summary>What to run.</summary>
internal readonly record struct Request(string Sql, IReadOnlyList<object?> Parameters, bool Streaming, StatementGate? Gate);

/// <summary>
/// Runs the statements of a text one after the other. All goes through pending results, because the engine forgets an interrupt that
/// comes before a statement begins: after that point it is kept, and before it the token is looked at.
/// </summary>
internal static unsafe class StatementRunner
{
    /// <summary>The last statement's result. The values belong to the last statement.</summary>
    internal static ResultHandle Run(ConnectionHandle connection, Request request, out long changed, CancellationToken ct)
    {
        using var statements = new ExtractedHandle(connection);
        var count = Extract(connection, request.Sql, statements);
        request.Gate?.Invoke(count, -1);
        changed = 0;
        for (var i = 0; ; i++)
        {
            var last = i == count - 1;
            var result = RunOne(connection, statements, i, last ? request : request with { Parameters = [], Streaming = false }, ct);
            changed += last && request.Streaming ? 0 : checked((long)NativeMethods.RowsChanged(result.Result));
            if (last)
            {
                return result;
            }

            result.Dispose();
        }
    }

    private static int Extract(ConnectionHandle connection, string sql, ExtractedHandle statements)
    {
        var count = NativeMethods.ExtractStatements(connection, Utf8Text.Terminated(sql), out var extracted);
        statements.Own(extracted);
        if (count > 0)
        {
            return checked((int)count);
        }

        var error = Utf8Text.Read(NativeMethods.ExtractStatementsError(extracted));
        throw string.IsNullOrEmpty(error)
            ? new DuckDbException(ErrorKind.Parser, "The SQL text contains no statement.")
            : Errors.Of(error, ErrorKind.Parser);
    }

    private static ResultHandle RunOne(
        ConnectionHandle connection, ExtractedHandle statements, int index, Request request, CancellationToken ct)
    {
        using var statement = new PreparedHandle(connection);
        var prepared = NativeMethods.PrepareExtracted(connection, statements, (ulong)index, out var native);
        statement.Own(native);
        if (prepared != 0)
        {
            throw Errors.Of(Utf8Text.Read(NativeMethods.PrepareError(native)));
        }

        request.Gate?.Invoke(1, NativeMethods.StatementType(statement));
        Bind(statement, request.Parameters);
        return Execute(connection, statement, request.Streaming, ct);
    }

    private static void Bind(PreparedHandle statement, IReadOnlyList<object?> values)
    {
        var expected = NativeMethods.ParameterCount(statement);
        if (expected != (ulong)values.Count)
        {
            throw new DuckDbException(ErrorKind.InvalidInput, $"The statement has {expected} parameters, but {values.Count} values were given.");
        }

        for (var i = 0; i < values.Count; i++)
        {
            var value = ValueFactory.Make(values[i]);
            try
            {
                if (NativeMethods.BindValue(statement, (ulong)i + 1, value) != 0)
                {
                    throw Errors.Of(Utf8Text.Read(NativeMethods.PrepareError(statement.Value)), ErrorKind.InvalidInput);
                }
            }
            finally
            {
                NativeMethods.DestroyValue(ref value);
            }
        }
    }

    private static ResultHandle Execute(ConnectionHandle connection, PreparedHandle statement, bool streaming, CancellationToken ct)
    {
        using var pending = new PendingHandle(statement);
        var begun = streaming
            ? NativeMethods.PendingStreaming(statement, out var native)
            : NativeMethods.Pending(statement, out native);
        pending.Own(native);
        if (begun != 0)
        {
            throw Errors.Of(Utf8Text.Read(NativeMethods.PendingError(native)));
        }

        ct.ThrowIfCancellationRequested();
        ResultHandle? result = new(connection);
        try
        {
            if (NativeMethods.ExecutePending(pending, result.Result) != 0)
            {
                throw Errors.Of(result.Result);
            }

            var done = result;
            result = null;
            return done;
        }
        finally
        {
            result?.Dispose();
        }
    }
}
