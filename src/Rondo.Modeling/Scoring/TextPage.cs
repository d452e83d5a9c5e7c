using System.Globalization;

namespace Rondo.Modeling.Scoring;

/// <summary>Text on its way to a file, built without making strings.</summary>
internal sealed class TextPage
{
    private char[] _buffer = new char[1 << 16];

    public int Length { get; private set; }

    public ReadOnlyMemory<char> Text => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Add(char c)
    {
        Room(1)[0] = c;
        Length++;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>The shortest text that gives the same double again.</summary>
    public void Add(double value)
    {
        const int Longest = 32;
        _ = value.TryFormat(Room(Longest), out var used, "R", CultureInfo.InvariantCulture);
        Length += used;
    }

    private Span<char> Room(int needed)
    {
        if (_buffer.Length - Length < needed)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + needed));
        }

        return _buffer.AsSpan(Length);
    }
}
