using System.Text;
using Microsoft.AspNetCore.Http;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>
/// <c>Idempotency-Key</c>: a POST that is sent again with the same key is answered as it was the first time, and not done again. The same
/// key with another request is refused. Answers are kept a day; a failure of the server is not kept, nor the text of an answer with a secret in
/// it (<see cref="ShownOnce"/>): that it was done is.
/// </summary>
internal sealed class StoredAnswers(RequestDelegate next, Workspace workspace)
{
    private const int LongestKey = 200;
    private const int LargestAnswer = 256 << 10;
    private const int AtWork = 0;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || !HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint() is null || context.Features.Get<Caller>() is not { Name.Length: > 0 } caller)
        {
            await next(context);
            return;
        }

        if (key.Length > LongestKey)
        {
            throw new FailureException(new Failure("request.key", "The Idempotency-Key is too long.", $"Use at most {LongestKey} characters: a random id."));
        }

        await OnceAsync(context, caller.Name, key);
    }

    private async Task OnceAsync(HttpContext context, string caller, string key)
    {
        var ct = context.RequestAborted;
        var asked = await DigestAsync(context.Request, ct);
        if (!await TakeAsync(caller, key, asked, ct))
        {
            await ReplayAsync(context, caller, key, asked);
            return;
        }

        var answer = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            context.Response.Body = answer;
            await KeepAsync(caller, key, status, context.Response, IsShownOnce(context) && status < StatusCodes.Status400BadRequest ? new() : copy);
        }

        copy.Position = 0;
        await copy.CopyToAsync(answer, ct);
    }

    private static async Task<string> DigestAsync(HttpRequest request, CancellationToken ct)
    {
        request.EnableBuffering();
        using var body = new MemoryStream();
        await body.WriteAsync(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"), ct);
        await request.Body.CopyToAsync(body, ct);
        request.Body.Position = 0;
        return Digest.Of(body.ToArray()).Hex;
    }

    private Task<bool> TakeAsync(string caller, string key, string asked, CancellationToken ct) => workspace.Metadata.WriteAsync(
        async (transaction, token) =>
        {
            var now = workspace.Clock.GetUtcNow();
            await transaction.ExecuteSqlAsync("DELETE FROM stored_answers WHERE created_at < @old", [("old", (now - Kept).Micros())], token);
            return await transaction.ExecuteSqlAsync(
                "INSERT INTO stored_answers (caller, request_key, asked, status, created_at) VALUES (@caller, @key, @asked, 0, @now) ON CONFLICT (caller, request_key) DO NOTHING",
                [("caller", caller), ("key", key), ("asked", asked), ("now", now.Micros())], token) > 0;
        },
        ct);

    private Task KeepAsync(string caller, string key, int status, HttpResponse response, MemoryStream body) => workspace.WriteAsync(
        (transaction, token) => status >= StatusCodes.Status500InternalServerError || body.Length > LargestAnswer
            ? transaction.ExecuteSqlAsync("DELETE FROM stored_answers WHERE caller = @caller AND request_key = @key", [("caller", caller), ("key", key)], token)
            : transaction.ExecuteSqlAsync(
                "UPDATE stored_answers SET status = @status, content_type = @type, location = @location, body = @body WHERE caller = @caller AND request_key = @key",
                [("status", (long)status), ("type", response.ContentType), ("location", response.Headers.Location.ToString()), ("body", Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)), ("caller", caller), ("key", key)],
                token),
        CancellationToken.None);

    private async Task ReplayAsync(HttpContext context, string caller, string key, string asked)
    {
        var kept = await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT asked, status, content_type, location, body FROM stored_answers WHERE caller = @caller AND request_key = @key", ("caller", caller), ("key", key));
                return await command.ToListAsync(r => new Answer(r.GetString(0), (int)r.GetInt64(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? "" : r.GetString(3), r.IsDBNull(4) ? "" : r.GetString(4)), token);
            },
            context.RequestAborted);
        if (kept is not [var one] || one.Status == AtWork)
        {
            throw new FailureException(kept is [var other] && !string.Equals(other.Asked, asked, StringComparison.Ordinal) ? Other() : new Failure("request.at-work", "The first request with this Idempotency-Key is still at work.", "Send it again in a moment.") { Kind = FailureKind.No });
        }

        if (!string.Equals(one.Asked, asked, StringComparison.Ordinal))
        {
            throw new FailureException(Other());
        }

        await ReplayAsync(context, one);
    }

    private static Task ReplayAsync(HttpContext context, Answer one)
    {
        if (IsShownOnce(context) && one.Status < StatusCodes.Status400BadRequest)
        {
            throw new FailureException(new Failure("request.shown-once", "It was done, and its answer holds a secret that is shown once.", "If the first answer was lost, revoke what it made and make another.") { Kind = FailureKind.No });
        }

        context.Response.StatusCode = one.Status;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        if (one.Location.Length > 0)
        {
            context.Response.Headers.Location = one.Location;
        }

        if (one.Type is not null)
        {
            context.Response.ContentType = one.Type;
        }

        return context.Response.WriteAsync(one.Body, context.RequestAborted);
    }

    private static bool IsShownOnce(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ShownOnce>() is not null;

    private static Failure Other() => new("request.other-body", "This Idempotency-Key was used for another request.", "Make a new key for each request.");

    private sealed record Answer(string Asked, int Status, string? Type, string Location, string Body);
}

/// <summary>Marks a route whose answer holds a secret: it is never kept.</summary>
internal sealed record ShownOnce;
