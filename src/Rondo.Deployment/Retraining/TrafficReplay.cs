using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.DuckDb;

namespace Rondo.Deployment.Retraining;

/// <summary>
/// Lets champion and challenger answer what was captured last: how often they agree, what the change does to decisions, in which slices, and
/// how long each takes for one row. Nobody sees these answers.
/// </summary>
internal sealed class TrafficReplay(Bundle champion, Bundle challenger, TimeProvider clock)
{
    private const int Most = 5000;
    private const int Timed = 400;
    private const int MostValues = 8;

    private readonly Signature _signature = challenger.Signature;

    /// <summary>Replays; <c>failures</c> above 0 means that the challenger could not answer what the champion could.</summary>
    public JsonObject Run(IReadOnlyList<string> files, IReadOnlyList<string> slices, CancellationToken ct)
    {
        using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
        using var connection = database.Connect();
        connection.Execute("SET TimeZone = 'UTC'", ct);
        connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE replayed AS SELECT * FROM (SELECT * FROM read_parquet({Sql.Literal(files)}, union_by_name = true) WHERE {CaptureColumns.Status} = 'ok'
              ORDER BY {CaptureColumns.At} DESC, {CaptureColumns.PredictionId} LIMIT {Most}) ORDER BY {CaptureColumns.At}, {CaptureColumns.PredictionId}
            """), ct);
        var columns = _signature.Inputs.ToDictionary(f => f.Name, f => Read(connection, f, ct), StringComparer.Ordinal);
        var rows = columns.Values.First().Length;
        if (rows == 0)
        {
            return new() { ["rows"] = 0, ["failures"] = 0, ["sentence"] = "There is no captured traffic to replay." };
        }

        using var now = Predictor.Load(champion).Value;
        using var next = Predictor.Load(challenger).Value;
        var before = now.Predict(columns, ct);
        var after = next.Predict(columns, ct);
        if (!before.Ok || !after.Ok)
        {
            var why = (after.Ok ? before : after).Failures[0];
            return new() { ["rows"] = rows, ["failures"] = after.Ok ? 0 : rows, ["sentence"] = after.Ok ? $"The champion cannot answer the captured rows: {why.Problem}" : $"The challenger cannot answer what was captured: {why.Problem}" };
        }

        return Compare(connection, (before.Value, after.Value), slices, Latency(now, next, columns, ct), ct);
    }

    private JsonObject Compare(Connection connection, (PredictionBatch Before, PredictionBatch After) answers, IReadOnlyList<string> slices, JsonObject latency, CancellationToken ct)
    {
        var (before, after) = answers;
        var classes = before.Labels is not null;

        // A number counts as changed when it moves by more than a tenth of how much the champion's answers vary.
        var tolerance = classes ? 0 : 0.1 * Deviation(before.Values);
        var changed = Enumerable.Range(0, before.Count).Select(i => classes ? !string.Equals(before.Labels![i], after.Labels![i], StringComparison.Ordinal) : Math.Abs(after.Values[i] - before.Values[i]) > tolerance).ToArray();
        var share = changed.Count(c => c) / (double)before.Count;
        var shift = Enumerable.Range(0, before.Count).Average(i => after.Values[i] - before.Values[i]);
        return new()
        {
            ["rows"] = before.Count,
            ["failures"] = 0,
            ["changed"] = share,
            ["agreement"] = 1 - share,
            ["tolerance"] = classes ? null : tolerance,
            ["meanShift"] = shift,
            ["correlation"] = classes ? null : Correlation(before.Values, after.Values),
            ["latency"] = latency,
            ["slices"] = Slices(connection, slices, changed, ct),
            ["sentence"] = string.Create(CultureInfo.InvariantCulture, $"On the last {before.Count} captured requests {share:P1} of the decisions change{(classes ? "" : $" by more than {tolerance:G3}")}; the mean answer moves by {shift:G3}."),
        };
    }

    private JsonArray Slices(Connection connection, IReadOnlyList<string> slices, bool[] changed, CancellationToken ct)
    {
        var found = new JsonArray();
        foreach (var field in slices.Select(s => _signature.Inputs.FirstOrDefault(f => string.Equals(f.Name, s, StringComparison.Ordinal))).OfType<Field>())
        {
            // 1, not 1.0: as slices of an evaluation are written
            var text = $"CAST({Sql.Identifier(field.Name)} AS VARCHAR)";
            using var result = connection.Query($"SELECT coalesce({(field.Type is FieldType.Number ? $"regexp_replace({text}, '[.]0$', '')" : text)}, '') FROM replayed", ct: ct);
            var values = result.Rows().Select((r, i) => (Value: (string)r[0]!, Changed: changed[i]));
            foreach (var group in values.GroupBy(v => v.Value, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostValues))
            {
                found.Add(new JsonObject { ["slice"] = $"{field.Name} = {group.Key}", ["rows"] = group.Count(), ["changed"] = group.Count(v => v.Changed) / (double)group.Count() });
            }
        }

        return found;
    }

    private static Array Read(Connection connection, Field field, CancellationToken ct)
    {
        var name = Sql.Identifier(field.Name);
        var sql = field.Type switch { FieldType.Text => $"CAST({name} AS VARCHAR)", FieldType.Timestamp => $"epoch_us(CAST({name} AS TIMESTAMP))", _ => $"CAST({name} AS DOUBLE)" };
        using var result = connection.Query($"SELECT {sql} FROM replayed", ct: ct);
        var values = result.Rows().Select(r => r[0]).ToList();
        return field.Type switch
        {
            FieldType.Text => values.Select(v => v as string).ToArray(),
            FieldType.Timestamp => values.Select(v => v is long micros ? micros : long.MinValue).ToArray(),
            _ => values.Select(v => v is double number ? number : double.NaN).ToArray(),
        };
    }

    // One row at a time, the two models in turn, so that whatever the machine does meets both.
    private JsonObject Latency(Predictor now, Predictor next, Dictionary<string, Array> columns, CancellationToken ct)
    {
        var (before, after) = (new List<double>(), new List<double>());
        var rows = columns.Values.First().Length;
        for (var i = 0; i < Timed + 50; i++)
        {
            var (a, b) = (Time(now, columns, i % rows, ct), Time(next, columns, i % rows, ct));
            if (i >= 50)
            {
                before.Add(a);
                after.Add(b);
            }
        }

        return new() { ["championP50"] = Quantile(before, 0.5), ["championP95"] = Quantile(before, 0.95), ["challengerP50"] = Quantile(after, 0.5), ["challengerP95"] = Quantile(after, 0.95), ["unit"] = "s" };
    }

    private double Time(Predictor predictor, Dictionary<string, Array> columns, int at, CancellationToken ct)
    {
        using var row = predictor.Rent();
        for (var f = 0; f < predictor.Signature.Inputs.Count; f++)
        {
            switch (columns.GetValueOrDefault(predictor.Signature.Inputs[f].Name))
            {
                case double[] numbers:
                    row.Set(f, numbers[at]);
                    break;
                case long[] times:
                    row.Set(f, times[at]);
                    break;
                case string?[] texts:
                    row.Set(f, texts[at]);
                    break;
            }
        }

        var start = clock.GetTimestamp();
        _ = row.Predict(ct);
        return clock.GetElapsedTime(start).TotalSeconds;
    }

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)Math.Round(share * (values.Count - 1), MidpointRounding.AwayFromZero));

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1));
    }

    private static double? Correlation(double[] a, double[] b)
    {
        var (ma, mb, sa, sb) = (a.Average(), b.Average(), Deviation(a), Deviation(b));
        return sa == 0 || sb == 0 ? null : a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / ((a.Length - 1) * sa * sb);
    }
}
