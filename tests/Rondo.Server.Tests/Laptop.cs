using System.Globalization;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Tests;

/// <summary>A workspace of somebody else, with a project that has run.</summary>
internal sealed record Laptop(string Folder, Workspace Workspace) : IAsyncDisposable
{
    /// <summary>Three hundred customers: what they paid is their age and a little.</summary>
    public static async Task<Laptop> ShopAsync(string limit, string more = "")
    {
        var random = new Random(4);
        var rows = Enumerable.Range(0, 300).Select(_ => 18 + random.Next(60)).Select(age => string.Create(CultureInfo.InvariantCulture, $"{age},{age + random.Next(20)}"));
        return await RanAsync(ShopYaml(limit, more), folder => File.WriteAllLines(Path.Combine(folder, "shop.csv"), rows.Prepend("age,paid")));
    }

    public static string ShopYaml(string limit, string more = "") => $$"""
        rondo: 1
        project: shop
        charter:
          task: regression
          target: paid
          requirements: [mae <= {{limit}} on test, size <= 20 MB]
        {{more}}
        data: { source: shop.csv, split: { by: random } }
        train: { search: xgboost, xgboost: { rounds: 3 } }
        """;

    public static async Task<Laptop> RanAsync(string yaml, Action<string>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-laptop-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, ProjectLoader.FileName), yaml);
        prepare?.Invoke(folder);
        var stages = Composition.Stages();
        var workspace = await Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), TimeProvider.System, stages.Migrations), CancellationToken.None);
        var report = await PipelineRunner.RunAsync(new(ProjectLoader.Load(folder, [], stages).Value), workspace, stages, _ => { }, CancellationToken.None);
        Assert.Equal(RunStatus.Succeeded, report.Value.Status);
        return new(folder, workspace);
    }

    public Task ExecuteAsync(string sql) => Workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync(sql, [], ct), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
