using Rondo.Contracts;

namespace Rondo.Stores.Tests;

[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_metadata_contract(PostgreSqlServer server) : MetadataStoreContract
{
    private string? _connection;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_artifact_contract(PostgreSqlServer server) : ArtifactStoreContract
{
    private string? _connection;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_run_contract(PostgreSqlServer server) : RunStoreContract
{
    private string? _connection;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_lineage_contract(PostgreSqlServer server) : LineageContract
{
    private string? _connection;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_audit_contract(PostgreSqlServer server) : AuditContract
{
    private string? _connection;

    protected override bool EverythingIsWitnessed => false;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_lease_contract(PostgreSqlServer server) : LeaseContract
{
    private string? _connection;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}
