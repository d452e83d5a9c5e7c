namespace Rondo.Stores.Metadata;

/// <summary>How the library is to open a database file.</summary>
internal static class SqliteSource
{
    /// <summary>
    /// A connection string, written by hand, because a builder costs its start. The library's own busy handler waits; the provider's loop on
    /// top of it must not (it would poll each 150 ms).
    /// </summary>
    public static string ConnectionString(string file) =>
        $"Data Source=\"{Of(file).Replace("\"", "\"\"", StringComparison.Ordinal)}\";Pooling=False;Default Timeout=1";

    // In a folder that may not be written the library cannot make the files it shares a log by. Where there is no log, nobody writes either:
    // the database is what its file says.
    private static string Of(string file) => File.Exists(file) && !FolderRights.MayWrite(Path.GetDirectoryName(Path.GetFullPath(file))!) && !File.Exists(file + "-wal")
        ? $"file:{string.Join('/', Path.GetFullPath(file).Split('/').Select(Uri.EscapeDataString))}?immutable=1"
        : file;
}
