using System.Text;
using Rondo.Kernel;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping;

/// <summary>One checkable sentence: <c>measure op bound [on where] [warn]</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Measure">Normal form of the measure: <c>mae</c>, <c>latency.p95</c>, <c>drift(temp)</c>.</param>
/// <param name="Operator"><c>&lt;=</c>, <c>&lt;</c>, <c>&gt;=</c>, <c>&gt;</c> or <c>=</c>.</param>
/// <param name="Bound">
/// The bound in normal form: arithmetic over numbers, <c>baseline</c> and <c>champion</c>. Durations and sizes are in base units and say
/// so (<c>0.02 s</c>, <c>20000000 B</c>); percentages are shares (<c>0.05</c>).
/// </param>
/// <param name="Split">train, validation, test or production; empty where it does not matter (size) and for the whole table (rows, missing).</param>
/// <param name="Slice">The normal form of the slice's condition, or empty.</param>
/// <param name="WarnOnly">Whether missing it is a WARN instead of a FAIL.</param>
/// <param name="Place">Where it is written.</param>
public sealed record Requirement(string Text, string Measure, string Operator, string Bound, string Split, string Slice, bool WarnOnly, Place Place)
{
    /// <summary>The sentence in its one form: equal sentences have equal normal forms, and the normal form parses to itself.</summary>
    public string NormalForm
    {
        get
        {
            var text = new StringBuilder($"{Measure} {Operator} {Bound}");
            if (Split.Length > 0)
            {
                text.Append(" on ").Append(Split);
            }

            if (Slice.Length > 0)
            {
                text.Append(Split.Length > 0 ? " slice(" : " on slice(").Append(Slice).Append(')');
            }

            return text.Append(WarnOnly ? " warn" : "").ToString();
        }
    }

    /// <summary>
    /// The name of a measurement of the difference between the two sides, <c>mae - (0.7 * baseline)</c>: where one with an interval
    /// exists, it is judged instead of the two sides apart, because errors that both models make on the same rows cancel in it.
    /// </summary>
    public string DifferenceMeasure => $"{Measure} - ({Bound})";

    /// <summary>The catalogue's entry of its measure.</summary>
    /// <exception cref="InvalidOperationException">The record was not made by <see cref="Parse"/> and names no known measure.</exception>
    public Measure MeasureInfo => MeasureCatalogue.Find(Measure) ?? throw new InvalidOperationException($"'{Measure}' is no measure.");

    /// <summary>Which models besides the candidate it needs measured: <c>baseline</c>, <c>champion</c>, both or none.</summary>
    public IReadOnlyList<string> ComparedWith =>
        [.. BoundParser.Parse(Bound, MeasureInfo).References.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Reads a sentence of the grammar in <c>docs/reference/requirements.md</c>.</summary>
    /// <param name="text">One line.</param>
    /// <param name="place">Where its first character stands; failures count columns from there.</param>
    /// <param name="task">Refuses measures of other tasks; null accepts them all.</param>
    /// <returns>The requirement, or one failure with a code <c>requirement.*</c> (or <c>expression.*</c> in a slice's condition).</returns>
    public static Result<Requirement> Parse(string text, Place place, TaskKind? task = null) => RequirementParser.Parse(text, place, task);

    /// <inheritdoc cref="NormalForm"/>
    public override string ToString() => NormalForm;
}
