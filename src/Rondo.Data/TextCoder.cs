using System.Text;
using Rondo.DuckDb;

namespace Rondo.Data;

/// <summary>Numbers the texts of one column in the order of their first appearance.</summary>
/// <param name="rows">How many there will be.</param>
internal sealed class TextCoder(long rows)
{
    private readonly int[] _codes = new int[rows];
    private readonly List<string> _values = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private char[] _buffer = new char[256];
    private int _at;

    /// <summary>What was numbered.</summary>
    public CodedColumn Coded => new(_codes, _values);

    /// <summary>Takes the next rows.</summary>
    public void Add(DataChunk chunk, int column)
    {
        var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var row = 0; row < chunk.RowCount; row++)
        {
            if (chunk.IsNull(column, row))
            {
                _codes[_at++] = -1;
                continue;
            }

            var bytes = chunk.Utf8(column, row);
            _buffer = _buffer.Length < bytes.Length ? new char[bytes.Length] : _buffer;
            var text = _buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, _buffer));
            if (!lookup.TryGetValue(text, out var code))
            {
                code = _values.Count;
                _values.Add(text.ToString());
                _known.Add(_values[^1], code);
            }

            _codes[_at++] = code;
        }
    }
}
