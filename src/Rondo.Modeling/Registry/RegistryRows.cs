using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The registry's tables as they stand, believed in nothing.</summary>
internal sealed record RegistryRows(IReadOnlyList<VersionRow> Versions, IReadOnlyList<AliasRow> Aliases, IReadOnlyList<LookRow> Looks)
{
    public static Task<RegistryRows> ReadAsync(Workspace workspace, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            var versions = await VersionRow.AllAsync(connection, token);
            await using var aliases = connection.Sql("SELECT model, alias, version, changed_by FROM model_aliases ORDER BY model, alias");
            await using var looks = connection.Sql("SELECT model, test_split, bundle FROM model_test_looks ORDER BY model, looked_at, test_split, bundle");
            return new RegistryRows(
                versions,
                await aliases.ToListAsync(r => new AliasRow(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetString(3)), token),
                await looks.ToListAsync(r => new LookRow(r.GetString(0), r.GetString(1), r.GetString(2)), token));
        },
        ct);
}
