using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Modeling.Review;

/// <summary>Withdraws open reviews of versions that a newer champion has overtaken. Cheap when there is none.</summary>
public static class WithdrawSuperseded
{
    /// <summary>How many were withdrawn.</summary>
    public static async Task<int> RunAsync(Workspace workspace, string user, CancellationToken ct)
    {
        var open = await new ReviewStore(workspace).ListAsync(ReviewState.Open, null, int.MaxValue, null, ct);
        var withdrawn = 0;
        foreach (var model in open.Select(r => r.Model).Distinct(StringComparer.Ordinal))
        {
            await workspace.WriteAsync(
                async (transaction, token) =>
                {
                    if (await ModelWrites.AliasAsync(transaction, model, ModelReference.Champion, token) is not { } champion)
                    {
                        return;
                    }

                    foreach (var review in await ReviewRows.ReadAsync(transaction, "WHERE model = @model AND state = 'open' AND version < @champion ORDER BY id", [("model", model), ("champion", champion)], token))
                    {
                        await ReviewRows.SettleAsync(workspace, transaction, review, ReviewState.Withdrawn, $"{model}@{champion} was promoted meanwhile.", user, token);
                        withdrawn++;
                    }
                },
                ct);
        }

        return withdrawn;
    }
}
