using System.Net;
using Rondo.Pipelines;

namespace Rondo.Server;

/// <summary>How the server is to be started.</summary>
/// <param name="ProjectFolder">The folder with <c>rondo.yaml</c>.</param>
/// <param name="Address">Where to listen: <c>http://127.0.0.1:7777</c>; port 0 takes a free one. Any address but loopback needs users and tokens.</param>
public sealed record ServerOptions(string ProjectFolder, Uri Address)
{
    /// <summary>The default address: this machine alone can reach it.</summary>
    public static Uri DefaultAddress { get; } = new("http://127.0.0.1:7777");

    /// <summary>The workspace; by default <c>.rondo</c> in the project's folder.</summary>
    public string WorkspaceFolder { get; init; } = Path.Combine(ProjectFolder, ".rondo");

    /// <summary>A PostgreSQL connection string; null means <c>rondo.db</c> in the workspace.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>The stages; by default all.</summary>
    public StageRegistry Stages { get; init; } = Composition.Stages();

    /// <summary>The program that runs a component in a child, with its arguments; empty: in this process. See <see cref="RunRequest.WorkerCommand"/>.</summary>
    public IReadOnlyList<string> WorkerCommand { get; init; } = [];

    /// <summary>The folder with the built web pages; served where it exists.</summary>
    public string WebFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>The time; scheduled and watched things follow it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who acts where nobody has to sign in: loopback with one user.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>Whether people have to sign in on loopback too: behind a proxy on the same machine. On any other address they always have to.</summary>
    public bool SignIn { get; init; }

    /// <summary>Where people reach it, for the links in messages about alerts; null: <see cref="Address"/>.</summary>
    public Uri? Public { get; init; }

    /// <summary>Where links lead: <see cref="Public"/>, or the address; where that is every interface, this machine by its name.</summary>
    public Uri Links => Public ?? (ListenAddress.IsEvery(Address) ? new UriBuilder(Address) { Host = Dns.GetHostName() }.Uri : Address);

    /// <summary>Whether people have to sign in.</summary>
    public bool NeedsSignIn => SignIn || !ListenAddress.IsLocal(Address);

    /// <summary>Told what the server has to say to the person who started it: a line each. By default nobody.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
