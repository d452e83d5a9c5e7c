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

        Assert.True(File.Exists(path) && string.Equals(await File.ReadAllTextAsync(path), said, StringComparison.Ordinal), "api/openapi.json differs: APPROVE=1 dotnet test tests/Rondo.Server.Tests writes it; look at the diff.");
    }
}
