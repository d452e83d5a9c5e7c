using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Rondo.Server.Access;

/// <summary>The one table of who may do what: a route that is not in it is refused to everybody.</summary>
internal static partial class RouteRules
{
    /// <summary>Every rule.</summary>
    public static IReadOnlyList<RouteRule> All { get; } =
    [
        // everybody: what tells nothing, and the door
        Open("GET", "/"),
        Open("GET", "/{}"),
        Open("GET", "/health/live"),
        Open("GET", "/health/ready"),
        Open("GET", "/openapi/{}.json"),
        Open("POST", "/api/v1/session"),
        Open("DELETE", "/api/v1/session"),

        // look
        Rule("GET", "/api/v1/system", Role.Viewer, RouteScope.Somewhere),
        Rule("GET", "/api/v1/projects", Role.Viewer, RouteScope.Somewhere),
        Rule("GET", "/api/v1/projects/{}", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/projects/{}/charter", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/projects/{}/pipeline", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/datasets", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/datasets/{}/versions", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/datasets/{}/versions/{}", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/runs", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/runs/compare", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/api/v1/runs/{}", Role.Viewer, RouteScope.Run),
        Rule("GET", "/api/v1/runs/{}/metrics", Role.Viewer, RouteScope.Run),
        Rule("GET", "/api/v1/runs/{}/log", Role.Viewer, RouteScope.Run),
        Rule("GET", "/api/v1/runs/{}/events", Role.Viewer, RouteScope.Run),
        Rule("GET", "/api/v1/artifacts/{}", Role.Viewer, RouteScope.Artifact),
        Rule("GET", "/api/v1/models", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/models/{}/versions", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/models/{}/versions/{}", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/models/{}/versions/{}/evaluation", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/models/{}/versions/{}/lineage", Role.Viewer, RouteScope.Named),
        Rule("GET", "/api/v1/lineage", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/api/v1/audit", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/api/v1/audit/verify", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/api/v1/events", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/schedules", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/api/v1/reviews", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/reviews/{}", Role.Viewer, RouteScope.Review),
        Rule("GET", "/api/v1/endpoints", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/endpoints/{}", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/traffic", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/changes", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/monitor", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/monitor/history", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/monitor/distribution", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/retrainings", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/endpoints/{}/predictions", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/api/v1/alerts", Role.Viewer, RouteScope.Query),
        Rule("GET", "/api/v1/alerts/{}", Role.Viewer, RouteScope.Alert),
        Rule("GET", "/api/v1/retrainings/{}", Role.Viewer, RouteScope.Retraining),
        Rule("GET", "/api/v1/predictions/{}", Role.Viewer, RouteScope.Somewhere),
        Rule("GET", "/metrics", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/v2", Role.Viewer, RouteScope.Somewhere),
        Rule("GET", "/v2/health/live", Role.Viewer, RouteScope.Somewhere),
        Rule("GET", "/v2/health/ready", Role.Viewer, RouteScope.Somewhere),
        Rule("GET", "/v2/models", Role.Viewer, RouteScope.Everywhere),
        Rule("GET", "/v2/models/{}", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/v2/models/{}/ready", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/v2/models/{}/versions/{}", Role.Viewer, RouteScope.Endpoint),
        Rule("GET", "/v2/models/{}/versions/{}/ready", Role.Viewer, RouteScope.Endpoint),

        // work
        Rule("POST", "/api/v1/projects/{}/runs", Role.Contributor, RouteScope.Named),
        Rule("POST", "/api/v1/runs/{}/cancel", Role.Contributor, RouteScope.Run),
        Rule("POST", "/api/v1/reviews", Role.Contributor, RouteScope.Somewhere),
        Rule("POST", "/api/v1/push/objects", Role.Contributor, RouteScope.Everywhere),
        Rule("PUT", "/api/v1/push/objects/{}", Role.Contributor, RouteScope.Everywhere),
        Rule("POST", "/api/v1/push", Role.Contributor, RouteScope.Everywhere),
        Rule("POST", "/predict/{}", Role.Contributor, RouteScope.Endpoint),
        Rule("POST", "/feedback/{}", Role.Contributor, RouteScope.Endpoint),
        Rule("POST", "/v2/models/{}/infer", Role.Contributor, RouteScope.Endpoint),
        Rule("POST", "/v2/models/{}/versions/{}/infer", Role.Contributor, RouteScope.Endpoint),

        // decide
        Rule("POST", "/api/v1/reviews/{}/decisions", Role.Reviewer, RouteScope.Review),

        // operate
        Rule("POST", "/api/v1/models/{}/versions/{}/promote", Role.Operator, RouteScope.Named),
        Rule("POST", "/api/v1/endpoints/{}/deploy", Role.Operator, RouteScope.Endpoint),
        Rule("POST", "/api/v1/endpoints/{}/rollback", Role.Operator, RouteScope.Endpoint),
        Rule("POST", "/api/v1/endpoints/{}/stop", Role.Operator, RouteScope.Endpoint),
        Rule("POST", "/api/v1/endpoints/{}/start", Role.Operator, RouteScope.Endpoint),
        Rule("POST", "/api/v1/endpoints/{}/monitor/run", Role.Operator, RouteScope.Endpoint),
        Rule("POST", "/api/v1/endpoints/{}/retrain", Role.Operator, RouteScope.Endpoint),
        Rule("POST", "/api/v1/alerts/{}/acknowledge", Role.Operator, RouteScope.Alert),
        Rule("POST", "/api/v1/alerts/{}/silence", Role.Operator, RouteScope.Alert),
        Rule("POST", "/api/v1/alerts/{}/resolve", Role.Operator, RouteScope.Alert),

        // own
        Rule("GET", "/api/v1/users", Role.Owner, RouteScope.Everywhere),
        Rule("POST", "/api/v1/users", Role.Owner, RouteScope.Everywhere),
        Rule("DELETE", "/api/v1/users/{}", Role.Owner, RouteScope.Everywhere),
        Rule("GET", "/api/v1/tokens", Role.Owner, RouteScope.Everywhere),
        Rule("POST", "/api/v1/tokens", Role.Owner, RouteScope.Everywhere),
        Rule("DELETE", "/api/v1/tokens/{}", Role.Owner, RouteScope.Everywhere),
    ];

    // After the list: statics are made in the order of the text.
    private static readonly FrozenDictionary<(string Method, string Pattern), RouteRule> ByRoute = All.ToFrozenDictionary(r => (r.Method, r.Pattern));

    /// <summary>The rule of a route; null when there is none. HEAD is asked like GET.</summary>
    public static RouteRule? Find(string method, string pattern) => ByRoute.GetValueOrDefault((method is "HEAD" ? "GET" : method, Normal(pattern)));

    /// <summary>A route's pattern with its parameters as <c>{}</c> and one slash before it.</summary>
    public static string Normal(string pattern) => "/" + Parameter().Replace(pattern, "{}").Trim('/');

    /// <summary>By which methods something is done at an address; empty where there is nothing but pages.</summary>
    public static IReadOnlyList<string> MethodsAt(string path)
    {
        var parts = path.Trim('/').Split('/');
        return [.. All.Where(r => r.Pattern is not ("/" or "/{}") && Fits(r.Pattern.Trim('/').Split('/'), parts)).Select(r => r.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool Fits(string[] pattern, string[] parts) =>
        pattern.Length == parts.Length && pattern.Zip(parts).All(p => p.First is "{}" ? p.Second.Length > 0 : string.Equals(p.First, p.Second, StringComparison.OrdinalIgnoreCase));

    private static RouteRule Open(string method, string pattern) => new(method, pattern, null, RouteScope.Everywhere);

    private static RouteRule Rule(string method, string pattern, Role least, RouteScope scope) => new(method, pattern, least, scope);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
