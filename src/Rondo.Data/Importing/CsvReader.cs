using System.Globalization;

namespace Rondo.Data.Importing;

/// <summary>
/// Reads records of delimited text after RFC 4180: quotes may hold delimiters and line ends and are doubled to mean themselves. White
/// space around unquoted fields and around quotes is not part of a field. Every departure is a <see cref="Problem"/> of its record.
/// </summary>
internal sealed class CsvReader(SourceFile file, System.Text.Encoding encoding, char delimiter, char? quote) : IDisposable
{
    /// <summary>The longest record in characters.</summary>
    public const int MaximumRecord = 1 << 26;

    private readonly StreamReader _text = file.OpenText(encoding);
    private readonly List<Field> _fields = [];
    private char[] _buffer = new char[1 << 16];
    private char[] _scratch = new char[256];
    private int _start;
    private int _end;
    private bool _atEnd;
    private int _scratchUsed;
    private long _nextLine = 1;

    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of fields.</summary>
    public int Count => _fields.Count;

    /// <summary>What is wrong with the record, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the record's quote was never closed: everything up to the end of the file is in it.</summary>
    public bool Unterminated { get; private set; }

    /// <summary>Whether the record is a line without anything in it.</summary>
    public bool Blank { get; private set; }

    /// <summary>The record as it stands in the file, cut at 1000 characters.</summary>
    public string Raw { get; private set; } = "";

    /// <summary>About how many bytes of the file have been read.</summary>
    public long Position => SourceFile.PositionOf(_text.BaseStream);

    /// <summary>A field's text.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var field = _fields[index];
            return (field.Unescaped ? _scratch : _buffer).AsSpan(field.Start, field.Length);
        }
    }

    /// <summary>Reads the next record.</summary>
    public bool Read()
    {
        if (_start == _end && !Fill())
        {
            return false;
        }

        int used;
        while ((used = Parse()) < 0)
        {
            Fill();
        }

        var record = _buffer.AsSpan(_start, used);
        var flaw = record.IndexOfAny('\0', TextEncodings.Undecodable);
        if (flaw >= 0 && Problem is null)
        {
            Problem = record[flaw] == '\0' ? "it holds a NUL character" : "its bytes cannot be decoded";
        }

        if (Problem is not null)
        {
            Raw = record[..Math.Min(used, 1000)].TrimEnd("\r\n").ToString();
        }

        _start += used;
        return true;
    }

    /// <summary>The current record's text for a report.</summary>
    public string RawText() => Problem is not null ? Raw : string.Join(delimiter, Enumerable.Range(0, Count).Select(i => this[i].ToString()));

    public void Dispose() => _text.Dispose();

    private bool Fill()
    {
        if (_atEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaximumRecord)
            {
                throw ImportFailures.RecordTooLong(file.Shown, _nextLine);
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _text.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = read == 0;
        _end += read;
        return read > 0;
    }

    /// <summary>Parses one record from the buffer; the characters used, or -1 when more are needed.</summary>
    private int Parse()
    {
        _fields.Clear();
        _scratchUsed = 0;
        (Problem, Unterminated, Blank) = (null, false, false);
        var position = _start;
        var lines = 0;
        while (true)
        {
            position = SkipSpaces(position);
            var next = position < _end && quote is { } q && _buffer[position] == q
                ? ReadQuoted(position + 1, q, ref lines)
                : ReadBare(position);
            if (next < 0)
            {
                return -1;
            }

            position = next;
            if (position < _end && _buffer[position] == delimiter)
            {
                position++;
                continue;
            }

            return End(position, lines);
        }
    }

    private int End(int position, int lines)
    {
        if (position < _end)
        {
            if (_buffer[position] == '\r' && position + 1 == _end && !_atEnd)
            {
                return -1;
            }

            position += _buffer[position] == '\r' && position + 1 < _end && _buffer[position + 1] == '\n' ? 2 : 1;
        }
        else if (!_atEnd)
        {
            return -1;
        }

        Blank = _fields.Count == 1 && _fields[0] is { Length: 0, Quoted: false };
        Line = _nextLine;
        _nextLine += lines + 1;
        return position - _start;
    }

    private int SkipSpaces(int position)
    {
        while (position < _end && _buffer[position] is ' ' or '\t' && _buffer[position] != delimiter)
        {
            position++;
        }

        return position;
    }

    private int ReadBare(int position)
    {
        var length = _buffer.AsSpan(position, _end - position).IndexOfAny(delimiter, '\n', '\r');
        if (length < 0)
        {
            if (!_atEnd)
            {
                return -1;
            }

            length = _end - position;
        }

        var trimmed = length;
        while (trimmed > 0 && _buffer[position + trimmed - 1] is ' ' or '\t')
        {
            trimmed--;
        }

        _fields.Add(new(position, trimmed, false, false));
        return position + length;
    }

    private int ReadQuoted(int position, char q, ref int lines)
    {
        var begin = position;
        var escaped = false;
        while (true)
        {
            var at = position >= _end ? -1 : _buffer.AsSpan(position, _end - position).IndexOf(q);
            if (at < 0 || (position + at + 1 == _end && !_atEnd))
            {
                if (!_atEnd)
                {
                    return -1;
                }

                at = at < 0 ? _end - position : at;
            }

            position += at;
            if (position >= _end)
            {
                Problem = string.Create(CultureInfo.InvariantCulture, $"the quote of its field {_fields.Count + 1} is never closed");
                Unterminated = true;
                break;
            }

            if (position + 1 < _end && _buffer[position + 1] == q)
            {
                escaped = true;
                position += 2;
                continue;
            }

            break;
        }

        lines += CountLines(begin, position);
        Add(begin, position - begin, escaped, q);
        return position >= _end ? _end : AfterQuote(position + 1);
    }

    private int AfterQuote(int position)
    {
        position = SkipSpaces(position);
        if (position >= _end || _buffer[position] == delimiter || _buffer[position] is '\n' or '\r')
        {
            return position >= _end && !_atEnd ? -1 : position;
        }

        Problem ??= string.Create(CultureInfo.InvariantCulture, $"text follows the closing quote of its field {_fields.Count}");
        var length = _buffer.AsSpan(position, _end - position).IndexOfAny(delimiter, '\n', '\r');
        return length >= 0 ? position + length : _atEnd ? _end : -1;
    }

    private void Add(int begin, int length, bool escaped, char q)
    {
        if (!escaped)
        {
            _fields.Add(new(begin, length, true, false));
            return;
        }

        if (_scratch.Length < _scratchUsed + length)
        {
            Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchUsed + length));
        }

        var target = _scratchUsed;
        for (var i = begin; i < begin + length; i++)
        {
            _scratch[_scratchUsed++] = _buffer[i];
            i += _buffer[i] == q ? 1 : 0;
        }

        _fields.Add(new(target, _scratchUsed - target, true, true));
    }

    private int CountLines(int from, int to)
    {
        var span = _buffer.AsSpan(from, to - from);
        var lines = 0;
        for (int at; (at = span.IndexOfAny('\n', '\r')) >= 0;)
        {
            lines++;
            span = span[(at + (span[at] == '\r' && at + 1 < span.Length && span[at + 1] == '\n' ? 2 : 1))..];
        }

        return lines;
    }

    private readonly record struct Field(int Start, int Length, bool Quoted, bool Unescaped);
}
