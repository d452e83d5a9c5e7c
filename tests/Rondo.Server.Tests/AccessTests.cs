using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Tests;

public sealed class AccessTests
{
    private static readonly string Nothing = new('0', 64);

    [Fact]
    public async Task Every_route_has_a_rule()
    {
        await using var running = await RunningServer.StartAsync();
        var without = Routes(running).Where(r => RouteRules.Find(r.Method, r.Pattern) is null).ToList();
        Assert.Empty(without);
    }

    [Fact]
    public async Task Every_route_but_the_open_ones_refuses_no_token_a_wrong_token_and_too_small_a_role()
    {
        await using var running = await TeamAsync();
        var wrong = Token.New().Text;
        foreach (var (method, pattern) in Routes(running))
        {
            var rule = RouteRules.Find(method, pattern)!;
            if (rule.Least is not { } least)
            {
                continue;
            }

            var path = Filled(pattern);
            Assert.Equal((401, "access.no-token"), await AskAsync(running, method, path, null));
            var (status, code) = await AskAsync(running, method, path, wrong);
            Assert.True((status, code) is (401, "access.unknown-token") or (429, "access.slow-down"), $"{method} {path}: {status} {code}");
            if (least > Role.Viewer)
            {
                Assert.Equal((403, "access.role"), await AskAsync(running, method, path, running.Tokens[least - 1]));
            }

            Assert.Equal((403, "access.role"), await AskAsync(running, method, path, running.Tokens[Role.Owner + 1]));
        }
    }

    [Fact]
    public async Task A_role_in_one_project_opens_that_project_and_no_other()
    {
        await using var running = await TeamAsync();
        var store = new AccessStore(running.Workspace);
        await store.GrantAsync("eve", "garden", Role.Viewer, "ann", CancellationToken.None);
        var token = (await store.CreateTokenAsync(new("eve", "", null), "ann", CancellationToken.None)).Value.Text;
        Assert.Equal((404, "model.unknown"), await AskAsync(running, "GET", "/api/v1/models/garden/versions", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "GET", "/api/v1/models/other/versions", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "GET", "/api/v1/runs", token));
        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/runs?project=garden", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "POST", "/api/v1/projects/garden/runs", token));
    }

    [Fact]
    public async Task A_reviewer_of_one_project_decides_its_reviews_and_no_others()
    {
        await using var running = await TeamAsync();
        var store = new AccessStore(running.Workspace);
        await store.GrantAsync("eve", "garden", Role.Reviewer, "ann", CancellationToken.None);
        var token = (await store.CreateTokenAsync(new("eve", "", null), "ann", CancellationToken.None)).Value.Text;
        foreach (var model in (string[])["garden", "other"])
        {
            await ReviewAsync(running.Workspace, model);
        }

        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/reviews?project=garden", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "GET", "/api/v1/reviews", token));
        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/reviews/garden1", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "GET", "/api/v1/reviews/other1", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "POST", "/api/v1/reviews/other1/decisions", token));
        Assert.Equal((400, "request.field"), await AskAsync(running, "POST", "/api/v1/reviews/garden1/decisions", token));
        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/alerts?project=garden", token));
        Assert.Equal((403, "access.role"), await AskAsync(running, "GET", "/api/v1/predictions/nobodys", token));
    }

    [Fact]
    public async Task An_answer_with_a_token_in_it_is_given_once_and_kept_nowhere()
    {
        await using var running = await TeamAsync();
        running.Server.Http.DefaultRequestHeaders.Authorization = new("Bearer", running.Tokens[Role.Owner]);
        var first = await running.Server.SendAsync(HttpMethod.Post, "/api/v1/tokens", new { user = "viewer" }, ("Idempotency-Key", "t1"));
        Assert.Equal(201, first.Status);
        var text = (string)first.Body!["token"]!;
        var again = await running.Server.SendAsync(HttpMethod.Post, "/api/v1/tokens", new { user = "viewer" }, ("Idempotency-Key", "t1"));
        Assert.Equal((409, "request.shown-once"), (again.Status, (string)again.Body!["code"]!));
        foreach (var file in Directory.EnumerateFiles(running.Folder, "rondo.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(text, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PUT", "/predict/x", 405, "request.method")]
    [InlineData("GET", "/predict/x", 405, "request.method")]
    [InlineData("DELETE", "/feedback/x", 405, "request.method")]
    [InlineData("PATCH", "/api/v1/runs/1", 405, "request.method")]
    [InlineData("PUT", "/nothing/here", 404, "route.unknown")]
    [InlineData("GET", "/api/v1/nothing", 404, "route.unknown")]
    public async Task What_is_not_done_at_an_address_is_told_from_what_nobody_may(string method, string path, int status, string code)
    {
        await using var running = await RunningServer.StartAsync(with: WithPages);
        var answer = await running.SendAsync(new(method), path);
        Assert.Equal((status, code), (answer.Status, (string)answer.Body!["code"]!));
    }

    [Theory]
    [InlineData("""{"nam": "eve"}""", "'nam'")]
    [InlineData("""{"name": "eve", "role": "king"}""", "$.role")]
    [InlineData("""{"name": """, "line 1")]
    [InlineData("""{}""", "lacks")]
    public async Task A_body_that_cannot_be_read_is_told_where(string body, string where)
    {
        await using var running = await RunningServer.StartAsync();
        using var content = Json(body);
        using var answer = await running.Http.PostAsync(new Uri("/api/v1/users", UriKind.Relative), content);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("request.malformed", problem, StringComparison.Ordinal);
        Assert.Contains(where, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Rondo.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_kind_is_415_and_a_wrong_limit_names_itself()
    {
        await using var running = await RunningServer.StartAsync(with: WithPages);
        using var content = new StringContent("{}", MediaTypeHeaderValue.Parse("text/plain"));
        using var answer = await running.Http.PostAsync(new Uri("/api/v1/users", UriKind.Relative), content);
        Assert.Equal(415, (int)answer.StatusCode);
        var list = await running.SendAsync(HttpMethod.Get, "/api/v1/runs?limit=many");
        Assert.Equal(400, list.Status);
        Assert.Contains("'many' cannot be the limit", (string)list.Body!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_or_expired_token_opens_nothing()
    {
        await using var running = await TeamAsync();
        var store = new AccessStore(running.Workspace);
        var made = (await store.CreateTokenAsync(new("viewer", "", TimeSpan.FromSeconds(-1)), "ann", CancellationToken.None)).Value;
        Assert.Equal((401, "access.unknown-token"), await AskAsync(running, "GET", "/api/v1/system", made.Text));

        var other = (await store.CreateTokenAsync(new("viewer", "", null), "ann", CancellationToken.None)).Value;
        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/system", other.Text));
        Assert.Equal((204, ""), await AskAsync(running, "DELETE", "/api/v1/tokens/" + other.Record.Id, running.Tokens[Role.Owner]));
        Assert.Equal((401, "access.unknown-token"), await AskAsync(running, "GET", "/api/v1/system", other.Text));
    }

    [Fact]
    public async Task What_the_command_line_revokes_beside_a_running_server_opens_nothing_with_the_next_request()
    {
        await using var running = await TeamAsync();
        await using var beside = await Workspace.OpenAsync(new(running.Folder, TimeProvider.System, Composition.Stages().Migrations), CancellationToken.None);
        var made = (await new AccessStore(beside).CreateTokenAsync(new("viewer", "", null), "ann", CancellationToken.None)).Value;
        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/system", made.Text));
        Assert.True(await TeamAccess.RevokeAsync(beside, made.Record.Id, "ann", CancellationToken.None));
        Assert.Equal((401, "access.unknown-token"), await AskAsync(running, "GET", "/api/v1/system", made.Text));

        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/system", running.Tokens[Role.Viewer]));
        Assert.True((await TeamAccess.RemoveAsync(beside, "viewer", "ann", CancellationToken.None)).Ok);
        Assert.Equal((401, "access.unknown-token"), await AskAsync(running, "GET", "/api/v1/system", running.Tokens[Role.Viewer]));
    }

    [Fact]
    public async Task A_stream_of_a_revoked_token_tells_nothing_more()
    {
        await using var running = await TeamAsync();
        var store = new AccessStore(running.Workspace);
        var made = (await store.CreateTokenAsync(new("viewer", "", null), "ann", CancellationToken.None)).Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Authorization = new("Bearer", made.Text);
        using var stream = await running.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal("event: server.alive", await reader.ReadLineAsync());

        Assert.Equal((204, ""), await AskAsync(running, "DELETE", "/api/v1/tokens/" + made.Record.Id, running.Tokens[Role.Owner]));
        await store.GrantAsync("newcomer", "*", Role.Viewer, "ann", CancellationToken.None);
        Assert.DoesNotContain("newcomer", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_signs_in_with_a_token_and_out_again()
    {
        await using var running = await TeamAsync();
        using var handler = new HttpClientHandler();
        using var browser = new HttpClient(handler) { BaseAddress = running.Server.Server.Address };
        using var signedIn = await browser.PostAsync("/api/v1/session", Json($$"""{"token":"{{running.Tokens[Role.Viewer]}}"}"""));
        Assert.True(signedIn.IsSuccessStatusCode, await signedIn.Content.ReadAsStringAsync());
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(running.Tokens[Role.Viewer], cookie, StringComparison.Ordinal);
        Assert.True((await browser.GetAsync("/api/v1/system")).IsSuccessStatusCode);
        await browser.DeleteAsync("/api/v1/session");
        handler.CookieContainer.SetCookies(browser.BaseAddress!, cookie);
        Assert.Equal(401, (int)(await browser.GetAsync("/api/v1/system")).StatusCode);
    }

    [Fact]
    public async Task Wrong_tokens_are_slowed_down_and_a_right_one_still_gets_through()
    {
        await using var running = await TeamAsync();
        var answers = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add((await AskAsync(running, "GET", "/api/v1/system", Token.New().Text)).Status);
        }

        Assert.Equal(401, answers[0]);
        Assert.Contains(429, answers);
        Assert.Equal((200, ""), await AskAsync(running, "GET", "/api/v1/system", running.Tokens[Role.Viewer]));
    }

    [Fact]
    public async Task The_last_owner_stays_one()
    {
        await using var running = await RunningServer.StartAsync();
        var store = new AccessStore(running.Server.Services.GetRequiredService<Workspace>());
        Assert.Equal(200, (await running.SendAsync(HttpMethod.Post, "/api/v1/users", new { name = "eve", role = "owner" })).Status);
        foreach (var (method, path, body) in ((HttpMethod, string, object?)[])[(HttpMethod.Delete, "/api/v1/users/eve", null), (HttpMethod.Post, "/api/v1/users", new { name = "eve", role = "viewer" })])
        {
            var (status, problem) = await running.SendAsync(method, path, body);
            Assert.Equal((409, "access.last-owner"), (status, (string)problem!["code"]!));
        }

        Assert.Equal(200, (await running.SendAsync(HttpMethod.Post, "/api/v1/users", new { name = "eve", role = "viewer", project = "garden" })).Status);
        Assert.True((await store.GrantAsync("bob", "*", Role.Owner, "ann", CancellationToken.None)).Ok);
        Assert.True((await store.GrantAsync("eve", "*", Role.Viewer, "ann", CancellationToken.None)).Ok);
        Assert.Equal("access.last-owner", Assert.Single((await TeamAccess.RemoveAsync(running.Server.Services.GetRequiredService<Workspace>(), "bob", "ann", CancellationToken.None)).Failures).Code);
        Assert.Equal(204, (await running.SendAsync(HttpMethod.Delete, "/api/v1/users/eve")).Status);
        Assert.Equal(404, (await running.SendAsync(HttpMethod.Delete, "/api/v1/users/eve")).Status);
    }

    [Fact]
    public async Task The_database_holds_no_token()
    {
        await using var running = await TeamAsync();
        var kept = await running.Workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT id || hash || label || user_name FROM tokens");
                return await command.ToListAsync(r => r.GetString(0), token);
            },
            CancellationToken.None);
        Assert.All(kept, row => Assert.All(running.Tokens.Values, text => Assert.DoesNotContain(text["rondo_".Length..], row, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_address_that_others_reach_is_refused_while_nobody_could_sign_in()
    {
        var folder = Directory.CreateTempSubdirectory("rondo-server-").FullName;
        var refusal = await Assert.ThrowsAsync<FailureException>(() => RondoServer.StartAsync(new(folder, new("http://0.0.0.0:0")), CancellationToken.None));
        Assert.Equal("access.no-users", refusal.Failures[0].Code);
        Assert.Contains("rondo users add", refusal.Failures[0].Remedy, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Host", "evil.example", 421)]
    [InlineData("Host", "127.0.0.1.evil.example", 421)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("X-Forwarded-For", "10.0.0.1", 421)]
    public async Task A_server_without_sign_in_answers_this_machine_only(string header, string value, int status)
    {
        await using var running = await RunningServer.StartAsync();
        Assert.Equal(status, (await running.SendAsync(HttpMethod.Post, "/api/v1/runs/000000/cancel", null, (header, value))).Status);
    }

    private static ServerOptions WithPages(ServerOptions options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.ProjectFolder, "pages")).FullName;
        File.WriteAllText(Path.Combine(folder, "index.html"), "<!doctype html>");
        return options with { WebFolder = folder };
    }

    // As a row: what the routes look at is whose it is.
    private static Task ReviewAsync(Workspace workspace, string model) => workspace.WriteAsync(
        async (transaction, ct) =>
        {
            (string, object?)[] named = [("model", model), ("id", model + "1")];
            await transaction.ExecuteSqlAsync("INSERT INTO models (name, created_at, created_by) VALUES (@model, 1, 'ann')", named, ct);
            await transaction.ExecuteSqlAsync("INSERT INTO model_versions (model, version, digest, bundle, origin, lineage, gate, blocked, measurements, created_at, created_by) VALUES (@model, 1, @id, @id, 'run', '{}', '{}', 0, '[]', 1, 'ann')", named, ct);
            await transaction.ExecuteSqlAsync("INSERT INTO reviews (id, model, version, state, risk, needed, authors, reviewers, gate, blocked, evidence, reason, opened_at, opened_by, handed_over) VALUES (@id, @model, 1, 'open', 'low', 1, '[]', '[]', '{}', 0, '{}', '', 1, 'ann', 0)", named, ct);
        },
        CancellationToken.None);

    private static StringContent Json(string text) => new(text, MediaTypeHeaderValue.Parse("application/json"));

    internal static IEnumerable<(string Method, string Pattern)> Routes(RunningServer running) =>
        running.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (m, e.RoutePattern.RawText!)));

    private static IEnumerable<(string Method, string Pattern)> Routes(Team team) => Routes(team.Server);

    private static string Filled(string pattern) => RouteRules.Normal(pattern).Replace("{}", Nothing, StringComparison.Ordinal);

    private static async Task<(int Status, string Code)> AskAsync(Team team, string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = method is "POST" or "PUT" ? Json("{}") : null };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await team.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? (string)System.Text.Json.Nodes.JsonNode.Parse(text)!["code"]! : "");
    }

    private static async Task<Team> TeamAsync()
    {
        var tokens = new Dictionary<Role, string>();
        var folder = Directory.CreateTempSubdirectory("rondo-team-").FullName;
        await using (var workspace = await Workspace.OpenAsync(new(folder, TimeProvider.System, Composition.Stages().Migrations), CancellationToken.None))
        {
            var store = new AccessStore(workspace);
            foreach (var role in Enum.GetValues<Role>())
            {
                var name = role.ToString().ToLower(CultureInfo.InvariantCulture);
                await store.GrantAsync(name, "*", role, "ann", CancellationToken.None);
                tokens[role] = (await store.CreateTokenAsync(new(name, "", null), "ann", CancellationToken.None)).Value.Text;
            }

            await store.GrantAsync("guest", "another", Role.Owner, "ann", CancellationToken.None);
            await Without.RolesAsync(workspace, "guest");
            tokens[Role.Owner + 1] = (await store.CreateTokenAsync(new("guest", "", null), "ann", CancellationToken.None)).Value.Text;
        }

        var running = await RunningServer.StartAsync(with: o => o with { SignIn = true, WorkspaceFolder = folder });
        return new(running, folder, tokens);
    }

    private sealed record Team(RunningServer Server, string Folder, IReadOnlyDictionary<Role, string> Tokens) : IAsyncDisposable
    {
        public Workspace Workspace => Server.Server.Services.GetRequiredService<Workspace>();

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}

file static class Without
{
    /// <summary>A user with a token and no role at all.</summary>
    public static Task RolesAsync(Workspace workspace, string user) =>
        workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync("DELETE FROM user_roles WHERE user_name = @user", [("user", user)], ct), CancellationToken.None);
}
