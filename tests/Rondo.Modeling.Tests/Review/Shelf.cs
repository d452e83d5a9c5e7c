using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Tests.Review;

/// <summary>A workspace with registered versions that nobody trained: what reviews need to know of a model is its row.</summary>
internal sealed class Shelf : IAsyncDisposable
{
    private readonly string _folder;

    private Shelf(string folder, Workspace workspace) => (_folder, Workspace) = (folder, workspace);

    public Workspace Workspace { get; }

    public static async Task<Shelf> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rondo-shelf-").FullName;
        var registry = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling();
        return new(folder, await Workspace.OpenAsync(new(folder, TimeProvider.System, registry.Migrations), CancellationToken.None));
    }

    /// <summary>The next version of <c>loans</c>.</summary>
    public async Task<ModelVersion> RegisterAsync(string by = "sue@example.org", bool blocked = false, RiskTier risk = RiskTier.Low, string origin = "run")
    {
        long number = 0;
        await Workspace.WriteAsync(
            async (transaction, ct) =>
            {
                var staged = await Workspace.Artifacts.StageAsync(Guid.NewGuid().ToByteArray(), ct);
                await Workspace.Artifacts.PublishAsync(transaction, [staged], ct);
                var version = new ModelVersion("loans", 0, Digest.OfText(staged.Digest.Hex), staged.Digest)
                {
                    Origin = origin,
                    Gate = new() { ["overall"] = blocked ? "FAIL" : "PASS", ["risk"] = risk.ToString().ToLowerInvariant() },
                    Blocked = blocked,
                    CreatedAt = Workspace.Clock.GetUtcNow(),
                    CreatedBy = by,
                };
                (number, _) = await RegisterModel.AddAsync(Workspace, transaction, version, [], ct);
            },
            CancellationToken.None);
        return (await new ModelStore(Workspace).FindAsync(new("loans", number, null), CancellationToken.None))!;
    }

    public async Task<ModelVersion?> ChampionAsync() => await new ModelStore(Workspace).FindAsync(new("loans", null, ModelReference.Champion), CancellationToken.None);

    public static ProjectCharter Loans(RiskTier risk) => new("loans", Charter(risk));

    public static Charter Charter(RiskTier risk) => new(TaskKind.Binary, "default")
    {
        Risk = risk,
        People = new() { Scientist = "sue@example.org", Reviewers = ["rob@example.org", "ray@example.org", "sue@example.org"] },
    };

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
