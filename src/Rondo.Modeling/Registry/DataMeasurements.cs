using Rondo.Data;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary>What requirements may say of the data itself, from its profile.</summary>
internal static class DataMeasurements
{
    /// <summary>Rows, and the share of nulls of each column.</summary>
    public static IEnumerable<Measurement> Of(string profile)
    {
        var table = TableProfile.FromJson(profile);
        yield return new("rows", table.Rows, "", new("data", "")) { Count = table.Rows };
        foreach (var column in table.Columns.Where(_ => table.Rows > 0))
        {
            yield return new(MeasureCatalogue.Missing(column.Name), (double)column.Missing / table.Rows, "", new("data", "")) { Count = table.Rows };
        }
    }
}
