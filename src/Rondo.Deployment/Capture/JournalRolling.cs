using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rondo.Bundles;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Deployment.Capture;

/// <summary>
/// Turns a journal that nobody writes any more into a Parquet file: written beside it, renamed, entered into the table, and only then is
/// the journal removed. A crash between any two of these is mended by doing it again: the file and its row have the journal's name.
/// </summary>
internal sealed class JournalRolling(CaptureStore store)
{
    private const string Unfinished = ".part";

    // The years 1 to 9999. A time outside, which no check lets in today, is null rather than in the way of every other prediction.
    private const long EarliestMicros = -62_135_596_800_000_000;
    private const long LatestMicros = 253_402_300_799_999_999;

    /// <summary>Rolls one journal.</summary>
    /// <returns>Predictions rolled, torn bytes dropped, ids given again; null when somebody is writing or reading the journal now.</returns>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The using statement owns the reader.")]
    public async Task<(long Rows, long Torn, long Repeated)?> RollAsync(string endpoint, string journal, CancellationToken ct)
    {
        var relative = $"{endpoint}/{Path.GetFileNameWithoutExtension(journal)}.parquet";
        if (!TryOpen(journal, out var opened))
        {
            return null;
        }

        using (var reader = opened)
        {
            var rolled = new Rolled();
            if (reader is not null && !await store.HasAsync(relative, ct))
            {
                var target = Path.Combine(store.Folder, relative);
                var earlier = await store.NewestAsync(endpoint, long.MaxValue, RepeatedIds.FilesLookedAt, 0, ct);
                rolled = Guarded(reader, target + Unfinished, [.. earlier.Select(f => f.Path)], ct);
                if (rolled.Rows > 0)
                {
                    var digest = await FinishAsync(target, ct);
                    await store.AddAsync(endpoint, relative, rolled.Rows, rolled.First, rolled.Last, digest, rolled.Again, ct);
                }
            }

            File.Delete(journal);
            return (rolled.Rows, reader?.Torn ?? 0, rolled.Again.Count);
        }
    }

    // False when somebody writes it, or another server rolls it or has just rolled it.
    private static bool TryOpen(string journal, out JournalReader? reader)
    {
        try
        {
            reader = JournalReader.Open(journal, alone: true);
            return true;
        }
        catch (IOException)
        {
            reader = null;
            return false;
        }
    }

    private static async Task<Digest> FinishAsync(string target, CancellationToken ct)
    {
        Digest digest;
        await using (var written = new FileStream(target + Unfinished, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            written.Flush(flushToDisk: true);
            digest = await Digest.OfAsync(written, ct);
        }

        File.Move(target + Unfinished, target, overwrite: true);
        return digest;
    }

    private static Rolled Guarded(JournalReader reader, string target, IReadOnlyList<string> earlier, CancellationToken ct)
    {
        try
        {
            return Convert(reader, target, earlier, ct);
        }
        catch (DuckDbException e)
        {
            throw new FailureException(new Failure("capture.roll", $"Captures cannot be written: {e.Message}", "Check the disk; they stay in their journal until then.") { Kind = FailureKind.World }, e);
        }
    }

    private static Rolled Convert(JournalReader reader, string target, IReadOnlyList<string> earlier, CancellationToken ct)
    {
        using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
        using var connection = database.Connect();
        var (schema, rolled) = (reader.Schema, new Rolled());
        _ = connection.Execute(
            "CREATE TABLE captured (c0 VARCHAR, c1 BIGINT, c2 BIGINT, c3 VARCHAR, c4 BIGINT, c5 DOUBLE, c6 VARCHAR"
            + string.Concat(schema.Fields.Select((f, i) => string.Create(CultureInfo.InvariantCulture, $", f{i} {StoredType(f.Type)}"))) + ")",
            ct);
        using (var appender = connection.Appender("captured"))
        {
            while (reader.Next() is { } row)
            {
                ct.ThrowIfCancellationRequested();
                Append(appender, row, schema.Fields.Count);
                rolled = rolled.With(row.Head.At);
            }

            appender.Complete();
        }

        if (rolled.Rows > 0)
        {
            _ = connection.Execute($"COPY (SELECT {Selection(schema)} FROM captured) TO {Sql.Literal(target)} (FORMAT PARQUET, COMPRESSION ZSTD)", ct);
            rolled = rolled with { Again = RepeatedIds.Find(connection, target, schema, earlier, ct) };
        }

        return rolled;
    }

    private static string Selection(CaptureSchema schema) =>
        $"c0 AS {CaptureColumns.PredictionId}, make_timestamp(c1) AS {CaptureColumns.At}, c2 AS {CaptureColumns.Version}, c3 AS {CaptureColumns.Status}, "
        + $"c4 AS {CaptureColumns.Latency}, c5 AS {CaptureColumns.Value}, c6 AS {CaptureColumns.Label}"
        + string.Concat(schema.Fields.Select((f, i) => string.Create(
            CultureInfo.InvariantCulture,
            $", {(f.Type == FieldType.Timestamp ? $"CASE WHEN f{i} BETWEEN {EarliestMicros} AND {LatestMicros} THEN make_timestamp(f{i}) END" : $"f{i}")} AS {Sql.Identifier(schema.Columns[i])}")));

    private static string StoredType(FieldType type) => type switch
    {
        FieldType.Text => "VARCHAR",
        FieldType.Timestamp => "BIGINT",
        _ => "DOUBLE",
    };

    private static void Append(Appender appender, CapturedRow row, int fields)
    {
        var head = row.Head;
        appender.Append(head.Id);
        appender.Append(head.At);
        appender.Append(head.Version);
        appender.Append(head.Status.ToString().ToLowerInvariant());
        appender.Append(head.Latency);
        if (head.Status == PredictionStatus.Ok)
        {
            appender.Append(head.Value);
        }
        else
        {
            appender.AppendNull();
        }

        appender.Append(head.Label);
        for (var f = 0; f < fields; f++)
        {
            switch (row.Inputs?[f])
            {
                case double number: appender.Append(number); break;
                case long micros: appender.Append(micros); break;
                case string text: appender.Append(text); break;
                default: appender.AppendNull(); break;
            }
        }

        appender.EndRow();
    }

    private readonly record struct Rolled(long Rows, long First, long Last, RepeatedIds Again = default)
    {
        public Rolled With(long at) => Rows == 0 ? new(1, at, at) : new(Rows + 1, Math.Min(First, at), Math.Max(Last, at));
    }
}
