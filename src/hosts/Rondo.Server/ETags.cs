using Microsoft.AspNetCore.Http;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>Changes against what the caller saw: <c>ETag</c> out, <c>If-Match</c> back.</summary>
internal static class ETags
{
    /// <summary>The tag of a revision.</summary>
    public static string Of(long revision) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>Refuses the change when the caller saw something else than what is there now. Without <c>If-Match</c> nothing is compared.</summary>
    public static void Demand(HttpRequest request, string now)
    {
        var seen = request.Headers.IfMatch;
        if (seen.Count > 0 && !seen.SelectMany(h => h?.Split(',', StringSplitOptions.TrimEntries) ?? []).Any(t => t is "*" || string.Equals(t, now, StringComparison.Ordinal)))
        {
            throw new FailureException(new Failure("request.changed-meanwhile", "It has changed since you looked.", "Look again, and decide again."));
        }
    }
}
