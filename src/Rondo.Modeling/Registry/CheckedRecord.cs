using System.Data.Common;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Before a version is promoted, its record is compared with the event of its registration: a gate that somebody wrote by hand promotes nothing.</summary>
internal static class CheckedRecord
{
    private const int MostEvents = 1000;

    /// <summary>Why the record cannot be trusted; null when it is what was registered.</summary>
    public static async Task<Failure?> FaultAsync(Workspace workspace, DbTransaction transaction, string model, long version, CancellationToken ct)
    {
        var name = new ModelVersion(model, version, default, default).ToString();
        var registered = (await workspace.Audit.ListAsync("model:" + name, MostEvents, before: null, ct)).LastOrDefault(e => RegistryEvents.Registers(e.Event));
        var row = await VersionRow.FindAsync(transaction, model, version, ct);
        var fault = registered is null ? "the audit log holds no registration of it" : row?.DifferenceFrom(registered.Event.Details);
        return fault is null ? null : Edited(name, fault);
    }

    /// <summary>The failure of a version whose record is not the one that was registered.</summary>
    public static Failure Edited(string name, string fault) =>
        new("model.record-edited", $"The record of {name} cannot be trusted: {fault}.", "See what else was edited with 'rondo audit verify'; promote another version, or register this one anew.") { Kind = FailureKind.No };
}
