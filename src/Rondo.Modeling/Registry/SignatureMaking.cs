using Rondo.Bundles;
using Rondo.Data;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary>Says what a model asks for and gives: names and types from its graph and the schema, ranges and categories from the training part.</summary>
internal static class SignatureMaking
{
    private const int MostCategories = 100;

    /// <summary>The signature.</summary>
    /// <param name="inputs">The columns the graph asks for.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="train">The training part, with at least those columns.</param>
    /// <param name="training">What training said.</param>
    public static Signature Of(IReadOnlyList<string> inputs, TableSchema schema, Frame train, TrainingDocument training)
    {
        var columns = schema.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        return new(TaskOf(training.Task), [.. inputs.Select(i => FieldOf(columns.GetValueOrDefault(i), train[i]))], training.Classes, training.Target);
    }

    /// <summary>Reads the columns the graph asks for, and says what it asks for and gives.</summary>
    public static Signature Read(PackingRequest request, int threads, out Frame train, CancellationToken ct)
    {
        using var runner = new GraphRunner(request.Model, 1);
        var used = FrameReader.Describe(request.Train, ct).Columns.Where(c => runner.Inputs.Contains(c.Name, StringComparer.Ordinal)).ToList();
        train = FrameReader.Read(request.Train, used, threads, ct);
        return Of(runner.Inputs, SchemaFile.Load(request.Schema), train, request.Test.Training);
    }

    private static string TaskOf(TaskKind task) => task switch
    {
        TaskKind.Binary => Signature.Binary,
        TaskKind.Multiclass => Signature.Multiclass,
        _ => Signature.Regression,
    };

    private static Field FieldOf(ColumnSchema? schema, FrameColumn column)
    {
        var field = new Field(column.Name, Enum.Parse<FieldType>(column.Type.ToString()));
        return column.Type switch
        {
            ColumnType.Text => field with { Categories = schema?.Domain ?? Categories(column.Texts) },
            ColumnType.Timestamp => Ranged(field, null, [.. column.Times.Where(t => t != long.MinValue).Select(t => (double)t)]),
            ColumnType.Number => Ranged(field, schema, [.. column.Numbers.Where(double.IsFinite)]),
            _ => field,
        };
    }

    private static List<string>? Categories(string[] texts)
    {
        var values = texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Take(MostCategories + 1).Order(StringComparer.Ordinal).ToList();
        return values.Count <= MostCategories ? values : null;
    }

    private static Field Ranged(Field field, ColumnSchema? schema, List<double> values) => values.Count == 0
        ? field with { Minimum = schema?.Minimum, Maximum = schema?.Maximum }
        : field with { Minimum = schema?.Minimum ?? values.Min(), Maximum = schema?.Maximum ?? values.Max() };

    /// <summary>
    /// About twenty rows to replay at every load: fourteen real ones spread over the training part, and rows where all is null or texts
    /// were never met before.
    /// </summary>
    public static IReadOnlyDictionary<string, Array> SampleRows(Signature signature, Frame train)
    {
        const int Real = 14;
        var picked = Enumerable.Range(0, Math.Min(Real, train.Rows)).Select(i => (int)((long)i * (train.Rows - 1) / Math.Max(1, Math.Min(Real, train.Rows) - 1))).ToList();
        return signature.Inputs.ToDictionary(f => f.Name, f => Column(train[f.Name], picked), StringComparer.Ordinal);
    }

    // Made-up rows: everything null; then three real rows with texts never met; then two with every other column null.
    private static Array Column(FrameColumn column, List<int> picked)
    {
        var (a, b, c) = (picked[0], picked[picked.Count / 2], picked[^1]);
        var odd = column.Name.Sum(ch => ch) % 2 == 1;
        return column.Type switch
        {
            ColumnType.Text => (string[])[.. picked.Select(r => column.Texts[r]), "", "never met before", "Ünïcødé 雪", " ", odd ? "" : column.Texts[a], odd ? column.Texts[b] : ""],
            ColumnType.Timestamp => (long[])[.. picked.Select(r => column.Times[r]), long.MinValue, column.Times[a], column.Times[b], column.Times[c], odd ? long.MinValue : column.Times[a], odd ? column.Times[b] : long.MinValue],
            _ => (double[])[.. picked.Select(r => Finite(column.Numbers[r])), double.NaN, Finite(column.Numbers[a]), Finite(column.Numbers[b]), Finite(column.Numbers[c]), odd ? double.NaN : Finite(column.Numbers[a]), odd ? Finite(column.Numbers[b]) : double.NaN],
        };
    }

    private static double Finite(double value) => double.IsInfinity(value) ? double.NaN : value;
}
