using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>How a delimited file is written.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Quote">Around fields, or null.</param>
/// <param name="Encoding">Of the text.</param>
/// <param name="Header">Whether the first record names the columns.</param>
/// <param name="Columns">The names.</param>
internal sealed record CsvDialect(char Delimiter, char? Quote, TextEncoding Encoding, bool Header, IReadOnlyList<string> Columns)
{
    private const int SampleRecords = 200;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Takes what is given and finds the rest out.</summary>
    public static CsvDialect Of(SourceFile file, ReadOptions options)
    {
        var encoding = TextEncodings.Of(file, options);
        var quote = options.Quote ?? SniffQuote(file, encoding);
        var delimiter = options.Delimiter ?? SniffDelimiter(file, encoding, quote);
        var sample = Sample(file, encoding, delimiter, quote);
        if (sample.Count == 0)
        {
            throw ImportFailures.Broken("data.empty-file", $"{file.Shown} is empty.", "Name a file with a table.", new Place(file.Shown));
        }

        var header = options.Header ?? (options.Columns.Count > 0 ? sample[0].Fields.SequenceEqual(options.Columns, StringComparer.Ordinal) : LooksLikeHeader(sample, options.Forms));
        return new(delimiter, quote, encoding, header, Names(file, options, sample[0], header));
    }

    private static IReadOnlyList<string> Names(SourceFile file, ReadOptions options, Record first, bool header)
    {
        if (options.Columns.Count > 0)
        {
            return options.Columns.Count == first.Fields.Length
                ? options.Columns
                : throw ImportFailures.Misuse("data.column-count", string.Create(CultureInfo.InvariantCulture, $"{file.Shown} has {first.Fields.Length} columns in its first row and data.columns names {options.Columns.Count}."),
                    "Correct columns:, or delimiter:, in rondo.yaml.", new Place(file.Shown, (int)first.Line));
        }

        return header
            ? options.AnyName ? first.Fields : HeaderNames.Checked(first.Fields, file.Shown, (int)first.Line)
            : [.. Enumerable.Range(1, first.Fields.Length).Select(i => "column" + i.ToString(CultureInfo.InvariantCulture))];
    }

    private static char? SniffQuote(SourceFile file, TextEncoding encoding)
    {
        using var text = file.OpenText(encoding.Encoding);
        var buffer = new char[1 << 16];
        var start = buffer.AsSpan(0, text.ReadBlock(buffer, 0, buffer.Length));
        if (start.Contains('"') || !start.Contains('\''))
        {
            return '"';
        }

        int opening = 0, single = 0;
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] == '\'')
            {
                single++;
                var before = i == 0 || start[i - 1] is '\n' or ',' or ';' or '\t' or '|';
                var after = i + 1 == start.Length || start[i + 1] is '\n' or '\r' or ',' or ';' or '\t' or '|';
                opening += before || after ? 1 : 0;
            }
        }

        return opening == single && single % 2 == 0 ? '\'' : '"';
    }

    /// <summary>The delimiter that cuts most records into the same number of fields, more than one.</summary>
    private static char SniffDelimiter(SourceFile file, TextEncoding encoding, char? quote)
    {
        var best = (Delimiter: ',', Score: 0.0);
        foreach (var candidate in Delimiters)
        {
            var sample = Sample(file, encoding, candidate, quote);
            if (sample.Count == 0)
            {
                continue;
            }

            var usual = sample.GroupBy(r => r.Fields.Length).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First();
            var score = usual.Key < 2 ? 0 : usual.Count() / (double)sample.Count;
            if (score > best.Score + 1e-9)
            {
                best = (candidate, score);
            }
        }

        return best.Delimiter;
    }

    private static List<Record> Sample(SourceFile file, TextEncoding encoding, char delimiter, char? quote)
    {
        using var reader = new CsvReader(file, encoding.Encoding, delimiter, quote);
        var records = new List<Record>();
        while (records.Count < SampleRecords && reader.Read())
        {
            if (!reader.Blank)
            {
                records.Add(new([.. Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString())], reader.Line));
            }
        }

        return records;
    }

    /// <summary>Names are no numbers, booleans or timestamps; a first record that repeats further down is a row.</summary>
    private static bool LooksLikeHeader(List<Record> sample, LocalForms forms)
    {
        var first = sample[0].Fields;
        if (first.Any(f => forms.Number(f, out _) != NumberForm.None || Cells.Boolean(f, wide: false) is not null || forms.Timestamp(f, out _)))
        {
            return false;
        }

        return first.Any(f => f.Length > 0) && !sample.Skip(1).Any(r => r.Fields.SequenceEqual(first, StringComparer.Ordinal));
    }

    private sealed record Record(string[] Fields, long Line);
}
