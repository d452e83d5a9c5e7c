namespace Rondo.Server;

/// <summary>How the server is to be started.</summary>
/// <param name="ProjectFolder">The folder with <c>rondo.yaml</c>.</param>
/// <param name="Address">Where to listen: <c>http://127.0.0.1:7777</c>; port 0 takes a free one. Any address but loopback needs users and tokens.</param>
public sealed record ServerOptions(string ProjectFolder, Uri Address)
{
    /// <summary>The time; scheduled and watched things follow it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who acts where nobody has to sign in: loopback with one user.</summary>
    public string User { get; init; } = Environment.UserName;
}
