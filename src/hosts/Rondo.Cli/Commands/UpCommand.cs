using System.CommandLine;
using System.Runtime.CompilerServices;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Server;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo up</c>: the server, with everything, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port", "-p") { Description = "The port; 0 takes a free one. Default 7777.", HelpName = "PORT" }.Between(0, ushort.MaxValue);
        var address = new Option<string?>("--address") { Description = "The address of an interface; 0.0.0.0 means every one. Any but loopback needs users and tokens. Default 127.0.0.1.", HelpName = "ADDRESS" };
        var signIn = new Option<bool>("--sign-in") { Description = "Ask for a token on loopback too: behind a proxy on this machine." };
        var links = new Option<string?>("--public") { Description = "Where people reach it, for the links in messages about alerts, such as https://rondo.example. Default: the address, or the name of this machine.", HelpName = "URL" };
        var command = new Command("up", "Serve everything: the API, the pages, endpoints, monitors and what happens by time. Ctrl-C stops it.\n\nExample:\n  rondo up --port 8080") { port, address, signIn, links };
        command.Does((parsed, ct) =>
        {
            var start = parsed.GetValue(GlobalOptions.Folder)!;
            var folder = ProjectLoader.FindFolder(start) ?? Path.GetFullPath(start);
            var served = new Served(folder, Address(parsed.GetValue(address), parsed.GetValue(port))) { SignIn = parsed.GetValue(signIn), Public = Public(parsed.GetValue(links)) };
            return ServeAsync(served, parsed.GetValue(GlobalOptions.Json), SimulatedTime.Clock, ct);
        });
        return command;
    }

    /// <summary>Serves a folder until it is cancelled.</summary>
    /// <remarks>Kept apart, so that the commands that serve nothing load nothing of ASP.NET.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<int> ServeAsync(Served served, bool json, TimeProvider clock, CancellationToken ct)
    {
        SimulatedTime.DemandLocal(served.Address);
        var (home, database) = ProjectSession.PlaceOf(served.Folder);
        var options = new ServerOptions(served.Folder, served.Address)
        {
            WorkspaceFolder = home,
            PostgreSql = database,
            WorkerCommand = [Environment.ProcessPath!, "worker"],
            User = ProjectSession.User,
            SignIn = served.SignIn,
            Public = served.Public,
            Clock = clock,
            Log = Terminal.Error.WriteLine,
        };
        await using var server = await RondoServer.StartAsync(options, ct);
        var shown = server.Address.GetLeftPart(UriPartial.Authority);
        Terminal.Out.WriteLine(json ? $$"""{"address":"{{shown}}"}""" : $"Rondo is up at {shown}  (Ctrl-C stops it)");
        await Terminal.Out.FlushAsync(ct);
        await server.RunUntilAsync(ct);
        return ExitCodes.Done;
    }

    private static Uri? Public(string? typed) =>
        typed is null ? null
        : Uri.TryCreate(typed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new FailureException(new Failure("server.public", $"{typed} is not an address that people can open.", "Write it as a browser shows it: --public https://rondo.example."));

    /// <summary>Where to listen, from what was typed.</summary>
    public static Uri Address(string? host, int? port)
    {
        var text = host ?? ServerOptions.DefaultAddress.Host;
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{(text.Contains(':', StringComparison.Ordinal) ? $"[{text.Trim('[', ']')}]" : text)}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri) || port is < 0 or > 65535)
        {
            throw new FailureException(new Failure("server.address", $"{text}{(port is null ? "" : $" with port {port}")} is not an address to listen at.", "Write an address of this machine, 127.0.0.1 or 0.0.0.0, and a port from 0 to 65535."));
        }

        return new UriBuilder(uri) { Port = port ?? (uri.IsDefaultPort ? ServerOptions.DefaultAddress.Port : uri.Port) }.Uri;
    }
}

/// <summary>What is served, and how it is reached.</summary>
/// <param name="Folder">The project's folder.</param>
/// <param name="Address">Where to listen.</param>
internal sealed record Served(string Folder, Uri Address)
{
    /// <summary>Whether a token is asked for on loopback too.</summary>
    public bool SignIn { get; init; }

    /// <summary>Where people reach it.</summary>
    public Uri? Public { get; init; }
}
