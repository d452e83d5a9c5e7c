using Rondo.Modeling.Registry;

namespace Rondo.Modeling.Tests.Registry;

public sealed class LifecycleTests
{
    [SharedFact]
    public async Task A_dozen_lines_about_bikes_become_a_registered_model_that_beats_its_baseline()
    {
        await using var project = await TestProject.OpenAsync(
            $"""
            rondo: 1
            project: bike-demand
            charter:
              problem: Bikes run out at busy stations in the morning.
              objective: Forecast hourly demand so that vans can rebalance overnight.
              task: regression
              target: cnt
              requirements:
                - mae <= 60 on test
                - mae <= 0.7 * baseline on test
                - mae <= 90 on slice(workingday = 0)
                - latency.p95 <= 20 ms
                - size <= 20 MB
            data:
              source: hour.csv
              time: dteday + hr hours
              drop: [instant, casual, registered]
            slices: [workingday, season]
            """);
        File.Copy(SharedData.File("bike/hour.csv"), Path.Combine(project.Folder, "hour.csv"));

        var outputs = await project.RunAsync();

        var version = Assert.Single(await new ModelStore(project.Workspace).ListAsync("bike-demand", CancellationToken.None));


        var mae = version.Measurements.Single(m => m is { Measure: "mae", Subject: { Role: "model", Split: "test", Slice: "" } });
        Assert.InRange(mae.Value, 20, 55);
        Assert.Equal("PASS", version.GateOutcome);
        Assert.Equal(1, version.Version);
        Assert.Equal(outputs["register.bundle"].Digest, version.Bundle);
        var report = await File.ReadAllTextAsync(await project.PathOfAsync(outputs["register.report"]));
        Assert.Contains("<svg", report, StringComparison.Ordinal);

        var again = await project.RunAsync(threads: 2);

        Assert.Empty(outputs.Where(o => again.TryGetValue(o.Key, out var now) && now.Digest != o.Value.Digest).Select(o => o.Key));
        Assert.Single(await new ModelStore(project.Workspace).ListAsync("bike-demand", CancellationToken.None));
        Assert.Equal(1, Assert.Single(await new ModelStore(project.Workspace).LooksAsync("bike-demand", CancellationToken.None)).Value);
    }
}
