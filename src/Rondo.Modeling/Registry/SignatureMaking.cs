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

    private static string TaskOf(TaskKind task) => task switch
    {
        TaskKind.Binary => Signature.Binary,
        TaskKind.Multiclass => Signature.Multiclass,
        _ => Signature.Regression,
    };

    private static Field FieldOf(ColumnSchema? schema, FrameColumn column)
    {
        var field = new Field(column.Name, Enum.Parse<FieldType>(column.Type.ToString()));
        switch (column.Type)
        {
            case ColumnType.Text:
                var texts = column.Texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Take(MostCategories + 1).Order(StringComparer.Ordinal).ToList();
                return field with { Categories = schema?.Domain ?? (texts.Count <= MostCategories ? texts : null) };
            case ColumnType.Timestamp:
                var times = column.Times.Where(t => t != long.MinValue).Select(t => (double)t).ToList();
                return times.Count == 0 ? field : field with { Minimum = times.Min(), Maximum = times.Max() };
            case ColumnType.Number:
                var numbers = column.Numbers.Where(double.IsFinite).ToList();
                return field with { Minimum = schema?.Minimum ?? (numbers.Count == 0 ? null : numbers.Min()), Maximum = schema?.Maximum ?? (numbers.Count == 0 ? null : numbers.Max()) };
            default:
                return field;
        }
    }

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
