using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Serving;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;
using Endpoint = Rondo.Deployment.Endpoint;

namespace Rondo.Server.Api;

/// <summary>Endpoints: what is served under which name, how much it is asked, and what is put behind it.</summary>
internal static class EndpointRoutes
{
    private const int MostBuckets = 1000;

    public static void MapEndpoints(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.MapGroup("/endpoints").WithTags("endpoints");
        endpoints.MapGet("", ListAsync).WithName("listEndpoints").WithSummary("The endpoints, by name.").WithProblems(400);
        endpoints.MapGet("/{endpoint}", FindAsync).WithName("getEndpoint").WithSummary("An endpoint with the signature of what it serves, an example and its traffic.").WithProblems(404);
        endpoints.MapGet("/{endpoint}/traffic", TrafficAsync).WithName("getTraffic").WithSummary("Requests over time; the buckets are whole minutes.").WithProblems(400, 404);
        endpoints.MapGet("/{endpoint}/changes", ChangesAsync).WithName("listEndpointChanges").WithSummary("What was done to an endpoint, newest first.").WithProblems(400, 404);
        endpoints.MapGet("/{endpoint}/predictions", PredictionsAsync).WithName("listPredictions").WithSummary("Captured predictions, newest first.").WithProblems(400, 404);
        endpoints.MapPost("/{endpoint}/deploy", DeployAsync).WithName("deploy").WithSummary("Put a version behind an endpoint; it is made when there is none.").WithProblems(400, 403, 404, 409, 412);
        endpoints.MapPost("/{endpoint}/rollback", RollbackAsync).WithName("rollback").WithSummary("Put the former version back.").WithProblems(400, 404, 409, 412);
        endpoints.MapPost("/{endpoint}/stop", StopAsync).WithName("stopEndpoint").WithSummary("Take an endpoint out of service: it refuses.").WithProblems(400, 404, 412);
        endpoints.MapPost("/{endpoint}/start", StartAsync).WithName("startEndpoint").WithSummary("Let an endpoint answer again.").WithProblems(400, 404, 412);
    }

    private static async Task<Ok<Page<EndpointSummary>>> ListAsync(Workspace workspace, EndpointServer server, [Description("Only of this project.")] string? project, CancellationToken ct)
    {
        var rows = await new EndpointStore(workspace).ListAsync(ct);
        var now = workspace.Clock.GetUtcNow();
        return TypedResults.Ok(Page<EndpointSummary>.Of(rows.Where(r => project is null || string.Equals(r.Project, project, StringComparison.Ordinal))
            .Select(r => EndpointSummary.Of(r, server.Find(r.Name), TrafficSummary.Of(server, r.Name, now)))));
    }

    private static async Task<Ok<EndpointDetails>> FindAsync(string endpoint, Workspace workspace, EndpointServer server, HttpResponse response, CancellationToken ct) =>
        await ShownAsync(await DemandAsync(workspace, endpoint, ct), workspace, server, response, ct);

    private static async Task<Ok<TrafficView>> TrafficAsync(
        string endpoint,
        Workspace workspace,
        EndpointServer server,
        [Description("The beginning; an hour before the end when left out.")] DateTimeOffset? from,
        [Description("The end; now when left out.")] DateTimeOffset? to,
        [Description("At most so many buckets, up to 1000; 60 when left out.")] int? buckets,
        CancellationToken ct)
    {
        _ = await DemandAsync(workspace, endpoint, ct);
        var count = buckets is null or (>= 1 and <= MostBuckets) ? buckets ?? 60
            : throw new FailureException(new Failure("request.buckets", $"buckets is {buckets}.", $"Ask for 1 to {MostBuckets}."));
        var end = to ?? workspace.Clock.GetUtcNow();
        var begin = from ?? (end > DateTimeOffset.MinValue.AddHours(1) ? end.AddHours(-1) : end);
        return TypedResults.Ok(new TrafficView((await server.TrafficAsync(endpoint, begin, end, count, ct)).Value));
    }

    private static async Task<Ok<Page<EndpointChangeView>>> ChangesAsync(string endpoint, Workspace workspace, string? cursor, int? limit, CancellationToken ct)
    {
        var count = RequestLimits.Items(limit);
        _ = await DemandAsync(workspace, endpoint, ct);
        var changes = await new EndpointStore(workspace).ChangesAsync(endpoint, count + 1, cursor is null ? null : Number(cursor), ct);
        return TypedResults.Ok(Page<EndpointChangeView>.Of([.. changes.Select(EndpointChangeView.Of)], count, c => c.Revision.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<Page<PredictionSummary>>> PredictionsAsync(string endpoint, Workspace workspace, CaptureLog captures, string? cursor, int? limit, CancellationToken ct)
    {
        var count = RequestLimits.Items(limit);
        _ = await DemandAsync(workspace, endpoint, ct);
        var before = cursor is null ? ((DateTimeOffset, string)?)null
            : cursor.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? (Times.OfMicros(Number(cursor[..dot])), cursor[(dot + 1)..])
            : throw NoCursor();
        var found = await ListPredictions.RunAsync(workspace, endpoint, count + 1, before, captures, ct);
        return TypedResults.Ok(Page<PredictionSummary>.Of([.. found.Select(PredictionSummary.Of)], count, p => string.Create(CultureInfo.InvariantCulture, $"{p.At.Micros()}.{p.Id}")));
    }

    private static async Task<Ok<EndpointDetails>> DeployAsync(
        string endpoint, DeployBody body, Caller caller, EndpointServer server, Workspace workspace, ProjectCatalogue projects, HttpContext context, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(body.Model))
        {
            throw new FailureException(new Failure("request.model", "The model to deploy is missing.", "Send { \"model\": \"NAME\", \"version\": 3, \"reason\": \"…\" }."));
        }

        var model = body.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{body.Model}@{version}") : body.Model;
        var owner = model.Split('@')[0];
        if (!caller.May(Role.Operator, owner))
        {
            throw new FailureException(new Failure("access.role", $"This is for an operator of {owner}.", "Ask an owner for the role: rondo users add USER --role ROLE."));
        }

        // A model is named like its project.
        var project = projects.Load(owner, [])?.Value;
        var request = new DeployRequest(endpoint, model, caller.Name, body.Reason ?? "")
        {
            Settings = project?.Section<ServeSettings>(),
            Here = projects.Here,
            ExpectedRevision = Seen(context.Request),
            ForceReason = body.DespiteGate ? body.Reason : null,
        };
        return await ShownAsync((await server.DeployAsync(request, ct)).Value, workspace, server, context.Response, ct);
    }

    private static async Task<Ok<EndpointDetails>> RollbackAsync(string endpoint, ReasonBody? body, Caller caller, EndpointServer server, Workspace workspace, HttpContext context, CancellationToken ct) =>
        await ShownAsync((await server.RollbackAsync(endpoint, caller.Name, body?.Reason ?? "", Seen(context.Request), ct)).Value, workspace, server, context.Response, ct);

    private static Task<Ok<EndpointDetails>> StopAsync(string endpoint, ReasonBody? body, Caller caller, EndpointServer server, Workspace workspace, HttpContext context, CancellationToken ct) =>
        SetAsync(endpoint, EndpointStatus.Stopped, (body?.Reason, caller.Name), server, workspace, context, ct);

    private static Task<Ok<EndpointDetails>> StartAsync(string endpoint, ReasonBody? body, Caller caller, EndpointServer server, Workspace workspace, HttpContext context, CancellationToken ct) =>
        SetAsync(endpoint, EndpointStatus.Live, (body?.Reason, caller.Name), server, workspace, context, ct);

    private static async Task<Ok<EndpointDetails>> SetAsync(
        string endpoint, EndpointStatus state, (string? Reason, string User) why, EndpointServer server, Workspace workspace, HttpContext context, CancellationToken ct) =>
        await ShownAsync((await server.SetStateAsync(endpoint, state, why.User, why.Reason ?? "", Seen(context.Request), ct)).Value, workspace, server, context.Response, ct);

    private static async Task<Ok<EndpointDetails>> ShownAsync(Endpoint row, Workspace workspace, EndpointServer server, HttpResponse response, CancellationToken ct)
    {
        response.Headers.ETag = ETags.Of(row.Revision);
        return TypedResults.Ok(EndpointDetails.Of(row, server.Find(row.Name), TrafficSummary.Of(server, row.Name, workspace.Clock.GetUtcNow()), await new CaptureStore(workspace).RepeatedAsync(row.Name, DateTimeOffset.MinValue, ct)));
    }

    private static async Task<Endpoint> DemandAsync(Workspace workspace, string endpoint, CancellationToken ct) =>
        await new EndpointStore(workspace).FindAsync(endpoint, ct)
        ?? throw new FailureException(new Failure("endpoint.unknown", "There is no such endpoint.", "See what there is: the page 'Endpoints', or rondo endpoints list; rondo deploy MODEL makes one."));

    /// <summary>The revision that the caller saw, where it says so.</summary>
    private static long? Seen(HttpRequest request) => request.Headers.IfMatch.ToString() is var tag && tag is "" or "*" ? null
        : long.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision
        : throw new FailureException(new Failure("request.if-match", "If-Match is no ETag of an endpoint.", "Send the ETag that the endpoint came with."));

    private static long Number(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 253_402_300_799_000_000 ? number : throw NoCursor();

    private static FailureException NoCursor() => new(new Failure("request.cursor", "That is no cursor of this list.", "Use the cursor that the list gave as `next`."));
}
