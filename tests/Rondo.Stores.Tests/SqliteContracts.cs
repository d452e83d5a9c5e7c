using Rondo.Contracts;

namespace Rondo.Stores.Tests;

public sealed class Sqlite_keeps_the_artifact_contract : ArtifactStoreContract
{
    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}
