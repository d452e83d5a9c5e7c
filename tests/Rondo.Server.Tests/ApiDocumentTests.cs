using Rondo.Server.Access;

namespace Rondo.Server.Tests;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task The_contract_in_the_repository_is_what_the_server_says_of_itself()
    {
        await using var running = await RunningServer.StartAsync();
        var said = (await running.Http.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Path.Combine(Repository.Folder, "api", "openapi.json");
        if (Environment.GetEnvironmentVariable("APPROVE") is "1")
        {
            await File.WriteAllTextAsync(path, said);
        }

        // By construction: what is mapped below /api/v1 is promised, and nothing else is.
        var mapped = AccessTests.Routes(running).Where(r => r.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal)).Select(r => $"{r.Method} {RouteRules.Normal(r.Pattern)}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), Contract.All.Select(o => $"{o.Method} {RouteRules.Normal(o.Path)}").Order(StringComparer.Ordinal));
        Assert.True(File.Exists(path) && string.Equals(await File.ReadAllTextAsync(path), said, StringComparison.Ordinal), "api/openapi.json differs: APPROVE=1 dotnet test tests/Rondo.Server.Tests writes it; look at the diff.");
    }

    [Theory]
    [InlineData("GET", "/api/v1/alerts", 418, "{}", "418 is in no list of its answers")]
    [InlineData("GET", "/api/v1/alerts", 200, """{"items": []}""", "lacks 'next'")]
    [InlineData("GET", "/api/v1/alerts", 200, """{"items": {}, "next": null}""", "$.items is no array")]
    [InlineData("GET", "/api/v1/alerts", 200, """{"items": [], "next": null, "more": 1}""", "has 'more'")]
    [InlineData("GET", "/api/v1/alerts?limit=1", 400, "{}", "lacks")]
    [InlineData("GET", "/api/v1/alerts", 200, """{"items": [], "next": null}""", null)]
    [InlineData("POST", "/predict/any", 418, "{}", null)]
    public void An_answer_that_breaks_the_contract_is_told(string method, string path, int status, string body, string? fault)
    {
        var found = Contract.FaultOf(method, path, status, body);
        Assert.True(fault is null ? found is null : found?.Contains(fault, StringComparison.Ordinal) is true, found ?? "nothing was found");
    }
}
