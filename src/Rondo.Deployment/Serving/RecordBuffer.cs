using Rondo.Bundles;

namespace Rondo.Deployment.Serving;

/// <summary>The rows of one request in typed columns; kept and used again by the next request. For one thread at a time.</summary>
internal sealed class RecordBuffer
{
    private const int KeptRows = 256;
    private readonly Signature _signature;
    private readonly double[]?[] _numbers;
    private readonly long[]?[] _times;
    private readonly string?[]?[] _texts;
    private int _capacity = 1;

    public RecordBuffer(Signature signature)
    {
        _signature = signature;
        var fields = signature.Inputs.Count;
        (_numbers, _times, _texts, Seen) = (new double[]?[fields], new long[]?[fields], new string?[]?[fields], new int[fields]);
        for (var f = 0; f < fields; f++)
        {
            switch (signature.Inputs[f].Type)
            {
                case FieldType.Text: _texts[f] = new string?[1]; break;
                case FieldType.Timestamp: _times[f] = new long[1]; break;
                default: _numbers[f] = new double[1]; break;
            }
        }
    }

    public int Rows { get; private set; }

    /// <summary>The ids that the caller gave or that were made, one for each row.</summary>
    public List<string?> Ids { get; } = [];

    /// <summary>For each field the row (from 1) in which it was set last: to notice what is given twice.</summary>
    public int[] Seen { get; }

    /// <summary>Whether it is worth keeping: one great request must not hold its memory for ever.</summary>
    public bool IsSmall => _capacity <= KeptRows;

    public void Clear()
    {
        Rows = 0;
        Ids.Clear();
        Array.Clear(Seen);
        foreach (var texts in _texts)
        {
            if (texts is not null)
            {
                Array.Clear(texts);
            }
        }
    }

    /// <summary>Begins a row; all its fields are empty.</summary>
    public void AddRow(string? id = null)
    {
        if (Rows == _capacity)
        {
            Grow(_capacity * 4);
        }

        for (var f = 0; f < Seen.Length; f++)
        {
            if (_numbers[f] is { } numbers)
            {
                numbers[Rows] = double.NaN;
            }
            else if (_times[f] is { } times)
            {
                times[Rows] = long.MinValue;
            }
        }

        Ids.Add(id);
        Rows++;
    }

    public void Set(int field, double value) => _numbers[field]![Rows - 1] = value;

    public void Set(int field, long value) => _times[field]![Rows - 1] = value;

    public void Set(int field, string? value) => _texts[field]![Rows - 1] = value;

    public void Set(int row, int field, double value) => _numbers[field]![row] = value;

    public void Set(int row, int field, long value) => _times[field]![row] = value;

    public void Set(int row, int field, string? value) => _texts[field]![row] = value;

    /// <summary>Gives a row to a predictor's row.</summary>
    public void CopyTo(PredictorRow row, int at)
    {
        for (var f = 0; f < Seen.Length; f++)
        {
            if (_numbers[f] is { } numbers)
            {
                row.Set(f, numbers[at]);
            }
            else if (_times[f] is { } times)
            {
                row.Set(f, times[at]);
            }
            else
            {
                row.Set(f, _texts[f]![at]);
            }
        }
    }

    /// <summary>All rows as columns, as <see cref="Predictor.Predict"/> takes them.</summary>
    public Dictionary<string, Array> ToColumns()
    {
        var columns = new Dictionary<string, Array>(Seen.Length, StringComparer.Ordinal);
        for (var f = 0; f < Seen.Length; f++)
        {
            columns[_signature.Inputs[f].Name] = _numbers[f]?[..Rows] ?? (Array?)_times[f]?[..Rows] ?? _texts[f]![..Rows];
        }

        return columns;
    }

    /// <summary>Writes a row's fields into a capture.</summary>
    public void CopyTo(Capture.CaptureBatch batch, int at)
    {
        for (var f = 0; f < Seen.Length; f++)
        {
            if (_numbers[f] is { } numbers)
            {
                batch.Write(numbers[at]);
            }
            else if (_times[f] is { } times)
            {
                batch.Write(times[at]);
            }
            else
            {
                batch.Write(_texts[f]![at]);
            }
        }
    }

    private void Grow(int capacity)
    {
        for (var f = 0; f < Seen.Length; f++)
        {
            if (_numbers[f] is not null)
            {
                Array.Resize(ref _numbers[f], capacity);
            }
            else if (_times[f] is not null)
            {
                Array.Resize(ref _times[f], capacity);
            }
            else
            {
                Array.Resize(ref _texts[f], capacity);
            }
        }

        _capacity = capacity;
    }
}
