using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>What is asked of <see cref="ReceiveVersion"/>.</summary>
/// <param name="Version">As it is there.</param>
/// <param name="Registered">The event of its registration, from an audit log that was walked: what its record has to agree with.</param>
/// <param name="User">Who sends it.</param>
public sealed record ReceiveRequest(ModelVersion Version, AuditEvent Registered, string User)
{
    /// <summary>What is known of it there besides its content.</summary>
    public IReadOnlyList<VersionEvidence> Evidence { get; init; } = [];

    /// <summary>The charter of the model's project here; null where the project is not here: the charter it was registered under judges then.</summary>
    public Charter? Charter { get; init; }
}

/// <summary>Takes over a version that was registered in another workspace. Its gate is judged anew; what was said there is kept as evidence.</summary>
public static class ReceiveVersion
{
    /// <summary>The word that marks such a version's origin.</summary>
    public const string Origin = "pushed";

    /// <summary>The version (<c>bike-demand@3</c>) whose registration an event of an audit log tells of; null for other events.</summary>
    public static string? Registered(AuditEvent what) => RegistryEvents.Registers(what) ? RegistryEvents.Subject(what) : null;

    /// <summary>
    /// Adds the version under the next number here. Its record must be the one that was registered. Its bundle must be stored already; it is
    /// read whole, its samples are replayed, and its identity must be the one that is told. Aliases are not taken over: promotion is decided here.
    /// </summary>
    /// <returns>
    /// The version here and whether it is new; <c>model.record-edited</c> when its record is not what the event says,
    /// <c>model.other-identity</c> when the bundle is not what it is said to be.
    /// </returns>
    public static async Task<Result<(ModelVersion Version, bool IsNew)>> RunAsync(Workspace workspace, ReceiveRequest request, CancellationToken ct)
    {
        var told = request.Version;
        if (ModelReference.Parse(told.Model) is not { Ok: true, Value: { Version: null, Alias: null } })
        {
            return new Failure("model.bad-name", $"'{told.Model}' cannot name a model.", "Use letters, digits, '.', '_' and '-'.");
        }

        if (Doubt(request) is { } doubt)
        {
            return CheckedRecord.Edited(told.ToString(), doubt);
        }

        if ((await new ModelStore(workspace).OfDigestAsync(told.Digest, ct)).FirstOrDefault(v => string.Equals(v.Model, told.Model, StringComparison.Ordinal)) is { } known)
        {
            return (known, false);
        }

        var bundle = await ReceivedBundle.OpenAsync(workspace, told, ct);
        return bundle.Ok ? await AddAsync(workspace, request, await ReceivedVersion.JudgeAsync(workspace, told, bundle.Value, request.Charter, ct), ct) : bundle.Failures.ToList();
    }

    // An event that says nothing of gate and measurements (older versions of the program wrote such) proves nothing of them; they are judged anew anyway.
    private static string? Doubt(ReceiveRequest request) =>
        !string.Equals(Registered(request.Registered), request.Version.ToString(), StringComparison.Ordinal) ? "the audit log holds no registration of it"
        : request.Registered.Details["digest"] is null ? "the audit log does not say what was registered"
        : VersionRow.Of(request.Version, request.Version.Version).DifferenceFrom(request.Registered.Details);

    private static async Task<Result<(ModelVersion Version, bool IsNew)>> AddAsync(Workspace workspace, ReceiveRequest request, ReceivedVersion judged, CancellationToken ct)
    {
        var version = judged.Version;
        long number = 0;
        var isNew = false;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                (number, isNew) = await ModelWrites.AddAsync(transaction, version, token);
                if (!isNew)
                {
                    return;
                }

                var named = version with { Version = number };
                await workspace.Lineage.PinAsync(transaction, "modeling", named.ToString(), version.Bundle, token);
                await judged.KeepAsync(transaction, request, number, workspace.Clock.GetUtcNow(), token);
                var details = VersionRow.Of(version, number).Told(("there", request.Version.Version), ("gate", version.GateOutcome), ("gateThere", request.Version.GateOutcome), ("registeredBy", version.CreatedBy));
                await workspace.Audit.AppendAsync(transaction, new(request.User, RegistryEvents.Receive, $"model:{named}", details), token);
            },
            ct);
        return ((await new ModelStore(workspace).FindAsync(new(version.Model, number, null), ct))!, isNew);
    }
}
