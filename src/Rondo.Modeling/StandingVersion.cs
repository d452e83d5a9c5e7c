using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>The version that a project stands by: the newest that was set aside neither by a retraining, which kept it out, nor by people, who rejected it.</summary>
internal static class StandingVersion
{
    private const int MostReviews = 200;

    /// <summary>Finds it. The champion stands whatever was said of it before; where no version stands, the newest is given, and what people said against it.</summary>
    /// <returns>The version that stands, the newest one, and the sentence about a rejection that leaves no other version.</returns>
    public static async Task<(ModelVersion? Standing, ModelVersion? Newest, Saying? Rejected)> FindAsync(
        Workspace workspace, string model, ModelVersion? champion, IReadOnlyCollection<long> keptOut, CancellationToken ct)
    {
        var store = new ModelStore(workspace);
        if (await store.FindAsync(new ModelReference(model, null, null), ct) is not { } newest)
        {
            return default;
        }

        var rejected = await RejectedAsync(workspace, model, ct);
        var number = newest.Version;
        while (number != champion?.Version && (keptOut.Contains(number) || rejected.ContainsKey(number)))
        {
            number--;
        }

        var standing = number == newest.Version ? newest : await store.FindAsync(new ModelReference(model, number, null), ct) ?? champion ?? newest;
        return (standing, newest, standing.Version != champion?.Version && rejected.GetValueOrDefault(standing.Version) is { } review ? Rejection(standing, review) : null);
    }

    private static async Task<Dictionary<long, ModelReview>> RejectedAsync(Workspace workspace, string model, CancellationToken ct)
    {
        var reviews = await new ReviewStore(workspace).ListAsync(state: null, model, MostReviews, before: null, ct);
        return reviews.GroupBy(r => r.Version, (_, newestFirst) => newestFirst.First()).Where(r => r.State is ReviewState.Rejected).ToDictionary(r => r.Version);
    }

    private static Saying Rejection(ModelVersion version, ModelReview review) => Saying.Of(
        "review.rejected",
        $"{version} was rejected by {review.SettledBecause.TrimEnd('.')}. Improve data or model, and run again: rondo run.",
        ("model", version.ToString()), ("because", review.SettledBecause));
}
