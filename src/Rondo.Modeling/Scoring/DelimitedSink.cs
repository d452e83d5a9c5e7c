using System.Buffers;

namespace Rondo.Modeling.Scoring;

/// <summary>Writes delimited text after RFC 4180, with line feeds. What has no value is empty.</summary>
internal sealed class DelimitedSink(TextWriter writer, OutputColumns columns, char delimiter) : TextSink(writer)
{
    private readonly SearchValues<char> _special = SearchValues.Create([delimiter, '"', '\r', '\n']);

    protected override void Begin(TextPage page)
    {
        for (var i = 0; i < columns.All.Count; i++)
        {
            Separate(page, i);
            Field(page, columns.All[i]);
        }

        page.Add('\n');
    }

    protected override void Row(TextPage page, ScoredBatch batch, int row)
    {
        var at = 0;
        for (var k = 0; k < columns.Kept.Count; k++)
        {
            Separate(page, at++);
            Field(page, batch.Rows.Kept(row, k));
        }

        if (columns.Label is not null)
        {
            Separate(page, at++);
            Field(page, batch.Label(row));
        }

        for (var i = 0; i < columns.Numbers.Count; i++)
        {
            Separate(page, at++);
            if (batch.Places[row] >= 0)
            {
                page.Add(batch.Number(row, i));
            }
        }

        page.Add('\n');
    }

    protected override void End(TextPage page)
    {
    }

    private void Separate(TextPage page, int at)
    {
        if (at > 0)
        {
            page.Add(delimiter);
        }
    }

    private void Field(TextPage page, ReadOnlySpan<char> text)
    {
        // spaces at the ends of an unquoted field are nobody's
        if (text.Length == 0 || (text.IndexOfAny(_special) < 0 && text[0] is not (' ' or '\t') && text[^1] is not (' ' or '\t')))
        {
            page.Add(text);
            return;
        }

        page.Add('"');
        for (int at; (at = text.IndexOf('"')) >= 0; text = text[(at + 1)..])
        {
            page.Add(text[..(at + 1)]);
            page.Add('"');
        }

        page.Add(text);
        page.Add('"');
    }
}
