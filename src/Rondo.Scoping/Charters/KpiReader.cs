using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>kpi:</c>.</summary>
internal static class KpiReader
{
    public static Kpi? Read(SectionReader reader)
    {
        if (reader.Map("kpi") is not { } inner)
        {
            return null;
        }

        var kpi = new Kpi(Compulsory.Text(inner, "name", "Say what the business counts: name: stations empty at 8:00."), inner.Number("baseline"), inner.Number("target"));
        if (kpi is { Baseline: { } before, Target: { } after } && before.Equals(after))
        {
            inner.Failures.Add(new("charter.kpi", "The target of charter.kpi is what it is today.", "Write the value that would make the project worth its effort.", inner.PlaceOf("target")));
        }

        inner.Finish();
        return kpi;
    }
}
