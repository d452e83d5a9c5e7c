using System.Globalization;
using Rondo.Data;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Modeling.Tables;

/// <summary>Reads columns of Parquet files, in the order of their rows.</summary>
internal static class FrameReader
{
    /// <summary>Reads some columns of a table.</summary>
    /// <exception cref="FailureException"><c>table.unreadable</c>, <c>table.no-column</c>.</exception>
    public static Frame Read(string parquet, IReadOnlyList<ColumnSchema> columns, int threads, CancellationToken ct)
    {
        if (columns.Count == 0)
        {
            return new(Count(parquet, ct), []);
        }

        var names = string.Join(", ", columns.Select(c => Sql.Identifier(c.Name)));
        return Query($"SELECT {names} FROM {Source(parquet)}", columns, threads, ct);
    }

    /// <summary>Reads SQL expressions over a table as columns of the given names and types.</summary>
    public static Frame Read(string parquet, IReadOnlyList<(ColumnSchema Column, string Sql)> expressions, int threads, CancellationToken ct) =>
        Query($"SELECT {string.Join(", ", expressions.Select(e => $"{e.Sql} AS {Sql.Identifier(e.Column.Name)}"))} FROM {Source(parquet)}", [.. expressions.Select(e => e.Column)], threads, ct);

    /// <summary>The columns of a table by their stored types; the time column has its role, all others are features.</summary>
    public static TableSchema Describe(string parquet, CancellationToken ct) => WithConnection(
        1,
        c => c.Query($"SELECT * FROM {Source(parquet)} LIMIT 0", ct: ct),
        r => new TableSchema([.. r.Columns.Select(c => new ColumnSchema(c.Name, TypeOf(c.Type.Id), c.Name is TableSchema.TimeColumn ? ColumnRole.Time : ColumnRole.Feature))]));

    /// <summary>How many rows a table has.</summary>
    public static int Count(string parquet, CancellationToken ct) => WithConnection(1, c => c.Query($"SELECT count(*) FROM {Source(parquet)}", ct: ct), r => r.Scalar<int>());

    private static Frame Query(string sql, IReadOnlyList<ColumnSchema> columns, int threads, CancellationToken ct) =>
        WithConnection(threads, c => c.Stream(sql, ct: ct), result => Collect(result, columns));

    private static ColumnType TypeOf(DuckDbTypeId id) => id switch
    {
        DuckDbTypeId.Varchar => ColumnType.Text,
        DuckDbTypeId.Boolean => ColumnType.Boolean,
        DuckDbTypeId.Timestamp => ColumnType.Timestamp,
        _ => ColumnType.Number,
    };

    private static string Source(string parquet) => $"read_parquet({Sql.Literal(parquet)})";

    private static T WithConnection<T>(int threads, Func<Connection, QueryResult> ask, Func<QueryResult, T> read)
    {
        try
        {
            using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = threads.ToString(CultureInfo.InvariantCulture) });
            using var connection = database.Connect();
            using var result = ask(connection);
            return read(result);
        }
        catch (DuckDbException e)
        {
            throw new FailureException(new Failure("table.unreadable", $"The table cannot be read: {e.Message}", "Run the step that makes it again.") { Kind = FailureKind.World }, e);
        }
    }

    private static Frame Collect(QueryResult result, IReadOnlyList<ColumnSchema> columns)
    {
        var builders = columns.Select(c => new ColumnBuilder(c)).ToList();
        var rows = 0;
        while (result.NextChunk(out var chunk))
        {
            for (var i = 0; i < builders.Count; i++)
            {
                builders[i].Append(chunk, i);
            }

            rows += chunk.RowCount;
        }

        return new(rows, [.. builders.Select(b => b.Build())]);
    }

    private sealed class ColumnBuilder(ColumnSchema schema)
    {
        private readonly List<double> _numbers = [];
        private readonly List<long> _times = [];
        private readonly List<string> _texts = [];
        private readonly Dictionary<string, string> _interned = new(StringComparer.Ordinal);
        private readonly double[] _doubles = new double[2048];
        private readonly long[] _longs = new long[2048];

        public void Append(DataChunk chunk, int column)
        {
            var n = chunk.RowCount;
            switch (schema.Type)
            {
                case ColumnType.Timestamp:
                    chunk.CopyLongs(column, _longs);
                    _times.AddRange(_longs.AsSpan(0, n));
                    break;
                case ColumnType.Text:
                    for (var row = 0; row < n; row++)
                    {
                        _texts.Add(Intern(System.Text.Encoding.UTF8.GetString(chunk.Utf8(column, row))));
                    }

                    break;
                default:
                    chunk.CopyDoubles(column, _doubles);
                    _numbers.AddRange(_doubles.AsSpan(0, n));
                    break;
            }
        }

        public FrameColumn Build() => new(schema.Name, schema.Type) { Numbers = [.. _numbers], Texts = [.. _texts], Times = [.. _times] };

        // Categories repeat: one string for each of them saves most of the memory.
        private string Intern(string text)
        {
            if (_interned.TryGetValue(text, out var known))
            {
                return known;
            }

            if (_interned.Count < 100_000)
            {
                _interned.Add(text, text);
            }

            return text;
        }
    }
}
