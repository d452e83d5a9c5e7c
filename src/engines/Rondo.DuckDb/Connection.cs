using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>
/// A connection: transactions and session settings are its own. Calls from several threads wait for each other; use a connection each.
/// Every call can be cancelled by its token, at once and without harm to the connection: <see cref="OperationCanceledException"/>.
/// SQL errors are <see cref="DuckDbException"/>, use after disposal <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed class Connection : IDisposable
{
    private const string ShowProgress = "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0";

    private readonly ConnectionHandle _handle;
    private readonly Lock _lock = new();
    private QueryResult? _streaming;

    internal Connection(ConnectionHandle handle)
    {
        _handle = handle;
        try
        {
            _ = Execute(ShowProgress);
        }
        catch (DuckDbException)
        {
            // a database whose configuration is locked: progress stays unknown
        }
    }

    /// <summary>How far the query running in another thread is.</summary>
    public QueryProgress Progress
    {
        get
        {
            var progress = NativeMethods.QueryProgress(_handle);
            return new(progress.Percentage, (long)Math.Min(progress.Rows, long.MaxValue), (long)Math.Min(progress.Total, long.MaxValue));
        }
    }

    /// <summary>Runs one or several statements.</summary>
    /// <returns>How many rows were inserted, updated, deleted or copied, by all of them together.</returns>
    public long Execute(string sql, CancellationToken ct = default)
    {
        using var result = Run(new(sql, [], Streaming: false, Gate: null), out var changed, ct);
        return changed;
    }

    /// <summary>Runs one or several statements and keeps the last one's whole result in memory.</summary>
    /// <param name="sql">The statements; <c>?</c>, <c>$1</c> for values in the last of them.</param>
    /// <param name="parameters">
    /// The values: booleans, every number type, string, byte[], Guid, DateOnly, TimeOnly, DateTime (TIMESTAMP; Local is converted to UTC),
    /// DateTimeOffset (TIMESTAMPTZ), TimeSpan and <see cref="Interval"/>, null, and sequences of them (LIST).
    /// </param>
    /// <param name="ct">Cancels it.</param>
    public QueryResult Query(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken ct = default) =>
        Run(new(sql, parameters ?? [], Streaming: false, Gate: null), out _, ct);

    /// <summary>
    /// Like <see cref="Query"/>, but rows are computed while they are read, in constant memory. Until the result is disposed the connection
    /// refuses everything else (<see cref="ErrorKind.Busy"/>). The token also cancels the reading.
    /// </summary>
    public QueryResult Stream(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken ct = default) =>
        Run(new(sql, parameters ?? [], Streaming: true, Gate: null), out _, ct);

    /// <summary>Writes many rows into an existing table, faster than INSERT.</summary>
    /// <exception cref="DuckDbException">Catalog: there is no such table.</exception>
    public Appender Appender(string table, string? schema = null, string? catalog = null) => new(_handle, table, schema, catalog);

    /// <summary>Closes the connection, rolling back an open transaction. Results already got stay readable.</summary>
    public void Dispose() => _handle.Dispose();

    internal QueryResult Run(Request request, out long changed, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            if (_streaming is { IsOpen: true })
            {
                throw new DuckDbException(
                    ErrorKind.Busy, "The connection is still streaming a result: dispose that result first, or open another connection.");
            }

            var result = RunAlone(request, out changed, ct);
            _streaming = request.Streaming ? result : null;
            return result;
        }
    }

    private QueryResult RunAlone(Request request, out long changed, CancellationToken ct)
    {
        ExecutionHandle? execution = new(_handle);
        var interruption = ct.UnsafeRegister(static state => ((ExecutionHandle)state!).Interrupt(), execution);
        try
        {
            var rows = StatementRunner.Run(_handle, request, out changed, ct);
            if (!request.Streaming)
            {
                return new(rows, stream: null);
            }

            var stream = new StreamState(execution, interruption, ct);
            (execution, interruption) = (null, default);
            return new(rows, stream);
        }
        catch (DuckDbException e) when (e.Kind == ErrorKind.Interrupt && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException("The query was cancelled.", e, ct);
        }
        finally
        {
            interruption.Dispose();
            execution?.Dispose();
        }
    }
}
