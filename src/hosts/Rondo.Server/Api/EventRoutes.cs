using System.ComponentModel;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Rondo.Server.Access;
using Rondo.Server.Events;

namespace Rondo.Server.Api;

/// <summary>What happens, as it happens.</summary>
internal static class EventRoutes
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/events", Listen).WithTags("events").WithName("listen")
        .WithSummary("Server-sent events, from now on or after Last-Event-ID: run.*, step.*, model.*, endpoint.*, alert.*, review.*, retraining.*.").WithProblems(400, 503);

    private static ServerSentEventsResult<ServerEvent> Listen(
        HttpContext context,
        Caller caller,
        EventFeed feed,
        KnownTokens tokens,
        IHostApplicationLifetime life,
        [Description("Only of this project.")] string? project,
        [Description("Only of this run.")] string? run)
    {
        feed.DemandRoom();
        return TypedResults.ServerSentEvents(StreamAsync(context, new(caller, context, tokens), feed, life, project, run, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<ServerEvent>> StreamAsync(
        HttpContext context, Listener listener, EventFeed feed, IHostApplicationLifetime life, string? project, string? run, [EnumeratorCancellation] CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var clock = TimeProvider.System;
        await using var events = feed.ListenAsync(context.Request.Headers["Last-Event-ID"], either.Token).GetAsyncEnumerator(either.Token);
        yield return Hello(clock);
        var next = NextAsync(events);
        try
        {
            while (true)
            {
                // Proxies close what is silent.
                while (await Task.WhenAny(next, Task.Delay(Silence, clock, CancellationToken.None)) != next)
                {
                    if (await listener.CallerAsync(ct) is null)
                    {
                        yield break;
                    }

                    yield return Hello(clock);
                }

                if (!await next || await listener.CallerAsync(ct) is not { } caller)
                {
                    yield break;
                }

                var one = events.Current;
                if (Concerns(one.Event, caller, project, run))
                {
                    yield return new(one.Event, one.Event.Kind) { EventId = one.Position?.ToString() };
                }

                next = NextAsync(events);
            }
        }
        finally
        {
            // Nobody waits for the next event any more: only then may the events be let go.
            await either.CancelAsync();
            await next;
        }
    }

    /// <summary>Who listens, asked again before each event: a token that was revoked hears nothing more, and a role that was changed holds.</summary>
    private sealed class Listener(Caller caller, HttpContext context, KnownTokens tokens)
    {
        private readonly string? _hash = context.Features.Get<TokenRecord>() is null ? null : Token.HashOf(AccessMiddleware.TokenOf(context.Request));

        public async Task<Caller?> CallerAsync(CancellationToken ct) => _hash is null ? caller : (await tokens.FindAsync(_hash, ct))?.Caller;
    }

    private static bool Concerns(ServerEvent e, Caller caller, string? project, string? run) =>
        (run is null || string.Equals(e.Subject, "run:" + run, StringComparison.Ordinal))
        && (project is null || e.Project is null || string.Equals(e.Project, project, StringComparison.Ordinal))
        && (caller.May(Role.Viewer, null) || (e.Project is not null && caller.May(Role.Viewer, e.Project)));

    private static SseItem<ServerEvent> Hello(TimeProvider clock) => new(new("server.alive", "server", null, clock.GetUtcNow(), []), "server.alive");

    private static async Task<bool> NextAsync(IAsyncEnumerator<PositionedEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
