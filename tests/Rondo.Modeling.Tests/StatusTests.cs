using Rondo.Stores;

namespace Rondo.Modeling.Tests;

public sealed class StatusTests
{
    private const string Scripts = """
        rondo: 1
        project: names
        pipeline:
          steps:
            count:
              run: [wc, -w]
              out: { counts: counts.txt }
        """;

    [Fact]
    public async Task Scripts_alone_that_ran_through_leave_nothing_to_do()
    {
        await using var project = await TestProject.OpenAsync(Scripts);
        Assert.Equal("run.first", (await ReadAsync(project)).Next.Code);

        var run = await RanAsync(project, "names", RunStatus.Succeeded);
        var next = (await ReadAsync(project)).Next;
        Assert.Equal(("run.done", run.Value), (next.Code, next.Args["run"]));

        await RanAsync(project, "names", RunStatus.Failed);
        Assert.Equal("run.failed", (await ReadAsync(project)).Next.Code);
    }

    [Fact]
    public async Task A_pipeline_that_registers_a_model_is_not_done_without_one()
    {
        await using var project = await TestProject.OpenAsync(Registry.TamperedRegistryTests.Yaml);
        await Registry.TamperedRegistryTests.WriteDataAsync(project);
        await RanAsync(project, "shop", RunStatus.Succeeded); // of its first steps alone
        Assert.Equal("run.first", (await ReadAsync(project)).Next.Code);
    }

    private static Task<ProjectStatus> ReadAsync(TestProject project) => ProjectStatus.ReadAsync(project.Load(), project.Workspace, [], CancellationToken.None);

    private static async Task<Kernel.RunId> RanAsync(TestProject project, string name, RunStatus how)
    {
        var (id, now) = (Kernel.RunId.New(TimeProvider.System), project.Workspace.Clock.GetUtcNow());
        await project.Workspace.WriteAsync((t, ct) => project.Workspace.Runs.BeginAsync(t, [new(id, name, "pipeline", "all", null, "ann", now)], ct), CancellationToken.None);
        await project.Workspace.WriteAsync((t, ct) => project.Workspace.Runs.EndAsync(t, new(id, how, now), ct), CancellationToken.None);
        return id;
    }
}
