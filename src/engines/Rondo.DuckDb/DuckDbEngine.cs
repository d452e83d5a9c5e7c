using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>The native library this binding is written for.</summary>
public static class DuckDbEngine
{
    /// <summary>The only version accepted: file bytes and results depend on it. Part of a cache key wherever SQL decides content.</summary>
    public const string Version = "v1.5.6";

    /// <summary>Loads the library and checks its version, once for the process; opening a database does so too.</summary>
    /// <exception cref="DuckDbException">EngineMissing or EngineMismatch; the message names the command that installs it.</exception>
    public static void Require() => EngineLibrary.Require();
}
