using Rondo.Contracts;

namespace Rondo.Stores.Tests;

public sealed class Sqlite_keeps_the_metadata_contract : MetadataStoreContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}

public sealed class Sqlite_keeps_the_artifact_contract : ArtifactStoreContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}

public sealed class Sqlite_keeps_the_run_contract : RunStoreContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}

public sealed class Sqlite_keeps_the_lineage_contract : LineageContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}

public sealed class Sqlite_keeps_the_audit_contract : AuditContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}

public sealed class Sqlite_keeps_the_lease_contract : LeaseContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}
