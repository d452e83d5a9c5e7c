using System.Globalization;
using System.Text;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// Rows of a file with one JSON object a line, or with one array of objects (then "lines" count objects). A key that a row does not have
/// is missing in it. Texts stay texts, whatever they look like, except timestamps.
/// </summary>
internal sealed class JsonSource : IRowSource
{
    private readonly SourceFile _file;
    private readonly bool _partial;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly StreamReader? _lines;
    private readonly JsonDocument? _array;
    private string[] _values = [];
    private CellForm[] _forms = [];
    private string _raw = "";

    private JsonSource(SourceFile file, IReadOnlyList<string> columns, bool partial)
    {
        (_file, _partial) = (file, partial);
        Columns = columns;
        _values = new string[columns.Count];
        _forms = new CellForm[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            _index.Add(columns[i], i);
        }

        if (JsonFiles.IsArray(file))
        {
            _array = JsonFiles.ParseArray(file);
        }
        else
        {
            _lines = file.OpenText(Encoding.UTF8);
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public long Line { get; private set; }

    public string? Problem { get; private set; }

    public bool Broken => false;

    public long Position => _lines is null ? new FileInfo(_file.Path).Length : SourceFile.PositionOf(_lines.BaseStream);

    /// <summary>Opens a file whose columns are known.</summary>
    public static JsonSource Open(SourceFile file, IReadOnlyList<string> columns) => new(file, columns, partial: false);

    /// <summary>Opens a file for some of its columns: other keys are passed over, lists and objects are <see cref="CellForm.Nested"/>.</summary>
    public static JsonSource OpenSome(SourceFile file, IReadOnlyList<string> columns) => new(file, columns, partial: true);

    /// <summary>All keys of all rows, in the order of their first appearance.</summary>
    public static IReadOnlyList<string> ColumnsOf(SourceFile file, bool anyName = false, CancellationToken ct = default)
    {
        using var source = new JsonSource(file, [], partial: false);
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (source.Next(out var row, out var owner))
        {
            ct.ThrowIfCancellationRequested();
            using (owner)
            {
                if (row is { ValueKind: JsonValueKind.Object } found)
                {
                    names.AddRange(found.EnumerateObject().Select(p => p.Name).Where(seen.Add));
                }
            }
        }

        return names.Count > 0
            ? anyName ? names : HeaderNames.Checked(names, file.Shown)
            : throw ImportFailures.Bad("data.no-rows", $"{file.Shown} holds no JSON object.", "Write one JSON object a line.", new Place(file.Shown));
    }

    public string RawText() => _raw.Length > 1000 ? _raw[..1000] : _raw;

    public bool Read()
    {
        if (!Next(out var row, out var owner))
        {
            return false;
        }

        using (owner)
        {
            Array.Fill(_values, "");
            if (row is not { ValueKind: JsonValueKind.Object } found)
            {
                Problem ??= "it is no JSON object";
                return true;
            }

            foreach (var property in found.EnumerateObject())
            {
                Take(property);
            }
        }

        return true;
    }

    public ReadOnlySpan<char> Cell(int column, out CellForm form)
    {
        form = _forms[column];
        return _values[column];
    }

    public void Dispose()
    {
        _lines?.Dispose();
        _array?.Dispose();
    }

    private void Take(JsonProperty property)
    {
        if (!_index.TryGetValue(property.Name, out var i))
        {
            return;
        }

        switch (property.Value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                (_values[i], _forms[i]) = (property.Value.GetString()!, CellForm.Text);
                if (_values[i].Contains('\0', StringComparison.Ordinal))
                {
                    Problem = "it holds a NUL character";
                }

                break;
            case JsonValueKind.Object or JsonValueKind.Array when _partial:
                (_values[i], _forms[i]) = (property.Value.GetRawText(), CellForm.Nested);
                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                throw ImportFailures.Bad("data.nested", $"The column '{property.Name}' holds a list or an object.",
                    "Write its parts as columns of their own: a table has one plain value in each cell.", new Place(_file.Shown, (int)Line));
            default:
                (_values[i], _forms[i]) = (property.Value.GetRawText(), CellForm.Literal);
                break;
        }
    }

    private bool Next(out JsonElement? row, out JsonDocument? owner)
    {
        (row, owner, Problem) = (null, null, null);
        if (_array is not null)
        {
            if (Line >= _array.RootElement.GetArrayLength())
            {
                return false;
            }

            row = _array.RootElement[(int)Line++];
            _raw = row.Value.ValueKind == JsonValueKind.Object ? "" : row.Value.GetRawText();
            return true;
        }

        string? line;
        do
        {
            line = _lines!.ReadLine();
            Line++;
        }
        while (line is not null && string.IsNullOrWhiteSpace(line));

        if (line is null)
        {
            return false;
        }

        _raw = line;
        try
        {
            owner = JsonFiles.ParseLine(line);
            row = owner.RootElement;
        }
        catch (JsonException e)
        {
            Problem = string.Create(CultureInfo.InvariantCulture, $"it is no JSON object (byte {e.BytePositionInLine})");
        }

        return true;
    }
}
