using System.Globalization;

namespace Rondo.Data.Validation.Leaks;

/// <summary>Evenly spaced rows of a table, column by column.</summary>
internal sealed class LeakSample
{
    private const int MostRows = 100_000;
    private const int MostCells = 10_000_000;

    private readonly TableEngine _engine;
    private readonly string _rows;
    private readonly IReadOnlyList<ColumnProfile> _columns;
    private readonly IReadOnlyList<string> _texts;
    private Dictionary<string, CodedColumn> _coded = [];
    private readonly Dictionary<string, double[]> _numbers = new(StringComparer.Ordinal);

    public LeakSample(TableEngine engine, string path, TableProfile profile, CancellationToken ct)
    {
        (_engine, _columns) = (engine, [.. profile.Columns.Where(c => c.Type != ColumnType.Text)]);
        _texts = [.. profile.Columns.Where(c => c.Type is ColumnType.Text or ColumnType.Boolean).Select(c => c.Name)];
        var wanted = Math.Min(MostRows, Math.Max(2000, MostCells / Math.Max(1, profile.Columns.Count)));
        var step = Math.Max(1, (profile.Rows + wanted - 1) / wanted);
        _rows = string.Create(CultureInfo.InvariantCulture, $"(SELECT * FROM {engine.Asked(path, profile.Columns.Count, profile.Rows, ct)} WHERE file_row_number % {step} = 0)");
        using var counted = engine.Connection.Query($"SELECT count(*) FROM {_rows}", ct: ct);
        Count = counted.Scalar<int>();
        Fit = [.. Enumerable.Range(0, Count).Select(IsFit)];
    }

    public int Count { get; }

    /// <summary>The half of the rows that rules are learned from; the other half judges them.</summary>
    public IReadOnlyList<bool> Fit { get; }

    /// <summary>A number, boolean or timestamp column; NaN is null.</summary>
    public double[] Numbers(ColumnProfile column, CancellationToken ct)
    {
        if (!_numbers.TryGetValue(column.Name, out var values))
        {
            var from = _columns.TakeWhile(c => !string.Equals(c.Name, column.Name, StringComparison.Ordinal)).Count();
            var block = _columns.Skip(from).Take(ColumnReader.AtOnce(Count)).Where(c => !_numbers.ContainsKey(c.Name)).ToList();
            var read = ColumnReader.Numbers(_engine.Connection, _rows, [.. block.Select(c => (c.Name, c.Type))], Count, ct);
            for (var i = 0; i < read.Length; i++)
            {
                _numbers[block[i].Name] = read[i];
            }

            values = _numbers[column.Name];
        }

        return values;
    }

    /// <summary>Any column as codes; -1 is null. Texts and booleans are read together with some that follow, which are asked for next.</summary>
    public CodedColumn Codes(string column, CancellationToken ct)
    {
        if (!_texts.Contains(column, StringComparer.Ordinal))
        {
            return ColumnReader.Codes(_engine.Connection, _rows, column, Count, ct);
        }

        if (!_coded.TryGetValue(column, out var coded))
        {
            var block = _texts.SkipWhile(c => !string.Equals(c, column, StringComparison.Ordinal)).Take(ColumnReader.AtOnce(Count)).ToList();
            _coded = block.Zip(ColumnReader.Codes(_engine.Connection, _rows, block, Count, ct)).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
            coded = _coded[column];
        }

        return coded;
    }

    // Scatters neighbours over both halves in a fixed way (a step of Knuth's multiplicative hash).
    private static bool IsFit(int row) => (unchecked((uint)row * 2654435761u) >> 16) % 2 == 0;
}
