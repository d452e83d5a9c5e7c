using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;
using Rondo.Server.Access;

namespace Rondo.Server.Api;

/// <summary>Users, tokens, and signing in with a browser.</summary>
internal static class UserRoutes
{
    private const int LongestLife = 3650;
    private static readonly TimeSpan Browser = TimeSpan.FromHours(12);

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("access");
        users.MapGet("", UsersAsync).WithName("listUsers").WithSummary("The users and their roles.");
        users.MapPost("", AddAsync).WithName("addUser").WithSummary("Add a user, or give one another role in a project; the last owner stays one.").WithProblems(400, 409, 422);
        users.MapDelete("/{name}", RemoveAsync).WithName("removeUser").WithSummary("Remove a user with all tokens; not the last owner.").WithProblems(404, 409);
        var tokens = routes.MapGroup("/tokens").WithTags("access");
        tokens.MapGet("", TokensAsync).WithName("listTokens").WithSummary("The tokens, without their text.");
        tokens.MapPost("", CreateAsync).WithName("createToken").WithMetadata(new ShownOnce()).WithSummary("Make a token. Its text is in this answer and nowhere else.").WithProblems(400, 404, 409, 422);
        tokens.MapDelete("/{id}", RevokeAsync).WithName("revokeToken").WithSummary("Revoke a token, at once.").WithProblems(404);
        var session = routes.MapGroup("/session").WithTags("access");
        session.MapPost("", SignInAsync).WithName("signIn").WithSummary("Sign in a browser with a token: the answer sets a cookie that scripts cannot read.").WithProblems(400, 401, 422, 429);
        session.MapDelete("", SignOutAsync).WithName("signOut").WithSummary("Sign the browser out.");
    }

    private static async Task<Ok<Page<UserView>>> UsersAsync(AccessStore store, CancellationToken ct) =>
        TypedResults.Ok(Page<UserView>.Of((await store.UsersAsync(ct)).Select(UserView.Of)));

    private static async Task<Ok<UserView>> AddAsync(AddUser body, Caller caller, AccessStore store, CancellationToken ct) =>
        TypedResults.Ok(UserView.Of((await store.GrantAsync(body.Name, body.Project ?? Caller.Everywhere, body.Role, caller.Name, ct)).Value));

    private static async Task<NoContent> RemoveAsync(string name, Caller caller, AccessStore store, CancellationToken ct)
    {
        _ = (await store.RemoveAsync(name, caller.Name, ct)).Value;
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<TokenView>>> TokensAsync(AccessStore store, [Description("Only of this user.")] string? user, CancellationToken ct) =>
        TypedResults.Ok(Page<TokenView>.Of((await store.TokensAsync(user, ct)).Select(TokenView.Of)));

    private static async Task<Created<CreatedToken>> CreateAsync(CreateToken body, Caller caller, AccessStore store, CancellationToken ct)
    {
        if (body.Days is < 1 or > LongestLife)
        {
            throw new FailureException(new Failure("access.days", $"A token cannot last {body.Days} days.", $"Choose 1 to {LongestLife}, or leave it out for one without end."));
        }

        var made = (await store.CreateTokenAsync(new(body.User, body.Label, body.Days is { } days ? TimeSpan.FromDays(days) : null), caller.Name, ct)).Value;
        return TypedResults.Created($"/api/v1/tokens/{made.Record.Id}", new CreatedToken(made.Text, TokenView.Of(made.Record)));
    }

    private static async Task<NoContent> RevokeAsync(string id, Caller caller, AccessStore store, CancellationToken ct) => await store.RevokeAsync(id, caller.Name, ct)
        ? TypedResults.NoContent()
        : throw new FailureException(new Failure("access.token.unknown", "There is no such token in force.", "See those in force: the page 'People', or rondo token list."));

    private static async Task<Ok<SessionView>> SignInAsync(SignIn body, HttpContext context, AccessStore store, FailedAttempts failed, TimeProvider clock, CancellationToken ct)
    {
        if (Token.HashOf(body.Token) is not { } hash || await store.FindAsync(hash, ct) is not { Token.Parent: null } found)
        {
            throw new FailureException(failed.Note(context.Connection.RemoteIpAddress)
                ? new Failure("access.slow-down", "Too many requests came from there with a token that is none.", "Wait a minute.")
                : new Failure("access.unknown-token", "The token is unknown, expired or revoked.", "Ask an owner for another: rondo token create USER."));
        }

        return await OpenAsync(context, store, found.Caller, found.Token, found.Token.ExpiresAt - clock.GetUtcNow(), ct);
    }

    private static async Task<Ok<SessionView>> OpenAsync(HttpContext context, AccessStore store, Caller caller, TokenRecord token, TimeSpan? left, CancellationToken ct)
    {
        var life = left is { } l && l < Browser ? l : Browser;
        var session = (await store.CreateTokenAsync(new(caller.Name, "browser", life, token.Id), caller.Name, ct)).Value;
        context.Response.Cookies.Append(AccessMiddleware.Cookie, session.Text, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps || string.Equals(context.Request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase),
            Path = "/",
            MaxAge = life,
            IsEssential = true,
        });
        return TypedResults.Ok(new SessionView(caller.Name, session.Record.ExpiresAt!.Value));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, AccessStore store, CancellationToken ct)
    {
        if (Token.HashOf(context.Request.Cookies[AccessMiddleware.Cookie]) is { } hash && await store.FindAsync(hash, ct) is { Token.Parent: not null } found)
        {
            await store.RevokeAsync(found.Token.Id, found.Caller.Name, ct);
        }

        context.Response.Cookies.Delete(AccessMiddleware.Cookie);
        return TypedResults.NoContent();
    }
}
