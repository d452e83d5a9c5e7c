namespace Rondo.Server.Access;

/// <summary>Who may use a route.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route with its parameters as <c>{}</c>.</param>
/// <param name="Least">The least role; null lets everybody in.</param>
/// <param name="Scope">In which project the role is asked for.</param>
internal sealed record RouteRule(string Method, string Pattern, Role? Least, RouteScope Scope);

/// <summary>In which project a route asks for a role.</summary>
internal enum RouteScope
{
    /// <summary>In every project (<c>*</c>).</summary>
    Everywhere,

    /// <summary>In some project; the handler shows what the caller may see.</summary>
    Somewhere,

    /// <summary>In the project that the query names; in every project when it names none.</summary>
    Query,

    /// <summary>In the project, or the model or data set of the same name, that the first parameter names.</summary>
    Named,

    /// <summary>In the project of the run that the first parameter names.</summary>
    Run,

    /// <summary>In the project of the endpoint that the first parameter names.</summary>
    Endpoint,

    /// <summary>In the project of the model whose review the first parameter names.</summary>
    Review,

    /// <summary>In the project of the endpoint whose alert the first parameter names.</summary>
    Alert,

    /// <summary>In the project of the retraining that the first parameter names.</summary>
    Retraining,

    /// <summary>In a project one of whose runs wrote or read the content that the first parameter names.</summary>
    Artifact,
}
