using System.Text.Encodings.Web;

namespace Rondo.Modeling.Scoring;

/// <summary>Writes JSON objects, one a line or as one array. What has no value is null.</summary>
internal sealed class JsonSink(TextWriter writer, OutputColumns columns, bool array) : TextSink(writer)
{
    private readonly string[] _keys =
        [.. columns.All.Select((c, i) => (i == 0 ? "{" : ",") + '"' + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(c) + "\":")];

    private bool _first = true;

    protected override void Begin(TextPage page)
    {
        if (array)
        {
            page.Add("[");
        }
    }

    protected override void Row(TextPage page, ScoredBatch batch, int row)
    {
        if (array)
        {
            page.Add(_first ? "\n" : ",\n");
            _first = false;
        }

        var at = 0;
        for (var k = 0; k < columns.Kept.Count; k++)
        {
            page.Add(_keys[at++]);
            Value(page, batch.Rows.Kept(row, k), batch.Rows.IsLiteral(row, k));
        }

        if (columns.Label is not null)
        {
            page.Add(_keys[at++]);
            Value(page, batch.Label(row), literal: false);
        }

        for (var i = 0; i < columns.Numbers.Count; i++)
        {
            page.Add(_keys[at++]);
            if (batch.Places[row] >= 0)
            {
                page.Add(batch.Number(row, i));
            }
            else
            {
                page.Add("null");
            }
        }

        page.Add(array ? "}" : "}\n");
    }

    protected override void End(TextPage page)
    {
        if (array)
        {
            page.Add("\n]\n");
        }
    }

    private static void Value(TextPage page, string? text, bool literal)
    {
        if (text is null || literal)
        {
            page.Add(text ?? "null");
            return;
        }

        page.Add('"');
        page.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));
        page.Add('"');
    }
}
