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
