using System.Globalization;
using System.Text;

namespace Rondo.Pipelines.Executors;

/// <summary>
/// A step's log file: whole lines in UTF-8 (bytes that are none are replaced), secrets hidden, at most 5 MB from the beginning and 5 MB
/// from the end. Lines that mean progress or a metric are taken out and told. Safe from any thread.
/// </summary>
internal sealed class StepLog : IDisposable
{
    private const int HeadBytes = 5_000_000;
    private const int TailBytes = 5_000_000;
    private const int LongestLine = 16_384;
    private const int Remembered = 20;

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly ProjectSecrets _secrets;
    private readonly StepSignals _signals;
    private readonly List<byte> _line = [];
    private readonly Queue<byte[]> _tail = new();
    private readonly Queue<string> _last = new();
    private long _headSize;
    private long _tailSize;
    private long _dropped;
    private bool _closed;

    public StepLog(string path, ProjectSecrets secrets, StepSignals signals)
    {
        Path = path;
        (_secrets, _signals) = (secrets, signals);
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 16_384);
    }

    public string Path { get; }

    /// <summary>The last lines, without control characters.</summary>
    public IReadOnlyList<string> Last
    {
        get
        {
            lock (_gate)
            {
                return [.. _last.Select(line => string.Concat(line.Where(c => !char.IsControl(c) || c == '\t')))];
            }
        }
    }

    /// <summary>Takes bytes as they come from a child.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            while (bytes.Length > 0)
            {
                var end = bytes.IndexOf((byte)'\n');
                var part = end < 0 ? bytes : bytes[..end];
                while (part.Length > 0)
                {
                    var room = Math.Min(part.Length, LongestLine - _line.Count);
                    _line.AddRange(part[..room]);
                    part = part[room..];
                    if (_line.Count >= LongestLine)
                    {
                        EndLine();
                    }
                }

                if (end < 0)
                {
                    break;
                }

                EndLine();
                bytes = bytes[(end + 1)..];
            }

            Flush();
        }
    }

    /// <summary>Writes one line.</summary>
    public void Line(string text)
    {
        lock (_gate)
        {
            foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            {
                Write(line.Length <= LongestLine ? line : line[..LongestLine]);
            }

            Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (_line.Count > 0)
            {
                EndLine();
            }

            _closed = true;
            if (_dropped > 0)
            {
                _file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[… {_dropped} bytes left out …]\n")));
            }

            foreach (var line in _tail)
            {
                _file.Write(line);
            }

            _file.Dispose();
        }
    }

    // A bar drawn with carriage returns is one line: its last state.
    private void EndLine()
    {
        var text = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_line)).TrimEnd('\r');
        _line.Clear();
        text = text[(text.LastIndexOf('\r') + 1)..];
        if (!_signals.Take(text))
        {
            Write(text);
        }
    }

    private void Write(string text)
    {
        if (_closed)
        {
            return;
        }

        text = _secrets.Hide(text);
        _last.Enqueue(text);
        if (_last.Count > Remembered)
        {
            _last.Dequeue();
        }

        var bytes = Encoding.UTF8.GetBytes(text + "\n");
        if (_tailSize == 0 && _headSize + bytes.Length <= HeadBytes)
        {
            _file.Write(bytes);
            _headSize += bytes.Length;
            return;
        }

        _tail.Enqueue(bytes);
        _tailSize += bytes.Length;
        while (_tailSize > TailBytes)
        {
            var dropped = _tail.Dequeue().Length;
            _tailSize -= dropped;
            _dropped += dropped;
        }
    }

    private void Flush()
    {
        if (!_closed)
        {
            _file.Flush();
        }
    }
}
