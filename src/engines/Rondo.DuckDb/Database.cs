using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>
/// A database: a file, or in memory. Safe to use from several threads, each with its own <see cref="Connection"/>. A file opened several
/// times by this process is one database underneath (the engine itself would make two that do not see each other, and lose the file's
/// lock); other processes are refused while it is open. The file closes when the last database, connection and result of it is disposed.
/// </summary>
public sealed unsafe class Database : IDisposable
{
    private static readonly Lazy<nint> Instances = new(NativeMethods.CreateInstanceCache);

    // The engine takes this one when it opens, shows it, and spills beyond it all the same; SET makes it hold.
    private const string SpillLimit = "max_temp_directory_size";

    private readonly DatabaseHandle _handle;

    private Database(DatabaseHandle handle) => _handle = handle;

    /// <summary>Opens a database, creating the file when there is none.</summary>
    /// <param name="path">The file, or null for a new database in memory.</param>
    /// <param name="settings">The engine's settings by name, such as threads, max_memory, temp_directory, access_mode.</param>
    /// <exception cref="DuckDbException">
    /// EngineMissing, EngineMismatch, InvalidInput or InvalidConfiguration (a setting), Io (not a database, no permission, locked by another process),
    /// Connection (open in this process with other settings).
    /// </exception>
    public static Database Open(string? path, IReadOnlyDictionary<string, string>? settings = null)
    {
        EngineLibrary.Require();
        var limit = settings?.GetValueOrDefault(SpillLimit);
        var config = CreateConfig(settings);
        DatabaseHandle? handle = new();
        try
        {
            handle.Own(path is null or ":memory:" ? OpenInMemory(config) : OpenFile(CanonicalPath.Of(path), config));
            if (limit is not null)
            {
                using var connection = Connect(handle);
                _ = connection.Execute($"SET {SpillLimit} = {Sql.Literal(limit)}");
            }

            var opened = new Database(handle);
            handle = null;
            return opened;
        }
        finally
        {
            handle?.Dispose();
            NativeMethods.DestroyConfig(ref config);
        }
    }

    /// <summary>A new connection. Many may be open; one is for one thread at a time.</summary>
    /// <exception cref="ObjectDisposedException">The database is disposed.</exception>
    public Connection Connect() => Connect(_handle);

    /// <summary>Lets go of the database. Open connections and results stay usable.</summary>
    public void Dispose() => _handle.Dispose();

    private static Connection Connect(DatabaseHandle database)
    {
        var handle = new ConnectionHandle(database);
        try
        {
            if (NativeMethods.Connect(database, out var connection) != 0)
            {
                throw new DuckDbException(ErrorKind.Connection, "DuckDB did not open a connection.");
            }

            handle.Own(connection);
            return new(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static nint CreateConfig(IReadOnlyDictionary<string, string>? settings)
    {
        if (NativeMethods.CreateConfig(out var config) != 0)
        {
            throw new DuckDbException(ErrorKind.OutOfMemory, "DuckDB did not create a configuration.");
        }

        foreach (var (name, value) in settings?.Where(s => !string.Equals(s.Key, SpillLimit, StringComparison.Ordinal)) ?? [])
        {
            if (NativeMethods.SetConfig(config, Utf8Text.Terminated(name), Utf8Text.Terminated(value)) != 0)
            {
                NativeMethods.DestroyConfig(ref config);
                throw new DuckDbException(ErrorKind.InvalidConfiguration, $"DuckDB does not accept the setting {name} = {value}.");
            }
        }

        return config;
    }

    private static nint OpenInMemory(nint config) => NativeMethods.Open(null, out var database, config, out var error) == 0
        ? database
        : throw Errors.Of(Utf8Text.Take(error), ErrorKind.Io);

    private static nint OpenFile(string path, nint config) =>
        NativeMethods.GetOrCreateFromCache(Instances.Value, path, out var database, config, out var error) == 0
            ? database
            : throw Errors.Of(Utf8Text.Take(error), ErrorKind.Io);
}
