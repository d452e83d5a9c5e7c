using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>Finds the runs that made contents.</summary>
public static class Producers
{
    /// <summary>The first run that made a content and ended well; null for what came from outside.</summary>
    public static async Task<RunRecord?> FirstAsync(Workspace workspace, Digest digest, CancellationToken ct)
    {
        foreach (var id in (await workspace.Lineage.ProducersAsync(digest, ct)).Reverse())
        {
            if (await workspace.Runs.FindAsync(id.Value, ct) is { Status: RunStatus.Succeeded } run)
            {
                return run;
            }
        }

        return null;
    }
}
