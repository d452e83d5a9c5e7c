using System.Diagnostics.CodeAnalysis;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>Chooses the database, opens it and brings it up to date.</summary>
internal static class MetadataOpening
{
    private static readonly MigrationSet Own = new("stores", typeof(MetadataOpening).Assembly, "Rondo.Stores.Metadata.Migrations.");

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller owns the store; it is disposed here when it cannot be opened.")]
    public static async Task<IMigrationTarget> OpenAsync(WorkspaceOptions options, CancellationToken ct)
    {
        MakeFolder(options.Folder);
        IMigrationTarget store = options.PostgreSql is { } connection
            ? new PostgreSqlStore(connection)
            : new SqliteStore(Path.Combine(options.Folder, "rondo.db"));
        try
        {
            await Migrator.RunAsync(store, [Own, .. options.Migrations], options.Clock, ct);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var failure = new Failure("store.cannot-open", $"The workspace '{folder}' cannot be made: {e.Message}", "Check the path and its permissions.");
            throw new FailureException(failure with { Kind = FailureKind.World }, e);
        }
    }
}
