namespace Rondo.Deployment.Serving;

/// <summary>Every row gets an id that no other row of the request has.</summary>
internal static class RowNames
{
    /// <summary>Names the rows: as the record says, as the call says for a single row, or by a new id.</summary>
    public static void Give(RequestState request, string? single, PredictionId ids, DateTimeOffset now)
    {
        var rows = request.Records.Ids;
        if (single is { } given)
        {
            if (rows.Count != 1 || !PredictionId.IsValid(given))
            {
                request.Failures.Add(rows.Count != 1 ? InputFailures.IdForMany() : PredictionId.Bad(given, row: null));
                return;
            }

            rows[0] ??= given;
        }

        var seen = rows.Count > 1 && rows.Exists(id => id is not null) ? new HashSet<string>(StringComparer.Ordinal) : null;
        for (var row = 0; row < rows.Count; row++)
        {
            rows[row] ??= ids.Next(now);
            if (seen?.Add(rows[row]!) is false)
            {
                request.Failures.Add(InputFailures.RepeatedId(rows[row]!));
                return;
            }
        }
    }
}
