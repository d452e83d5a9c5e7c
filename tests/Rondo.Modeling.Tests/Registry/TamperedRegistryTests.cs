using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Modeling.Tests.Registry;

/// <summary>The registry is what the audit log says it is; what somebody writes into the database by hand is found, and promotes nothing.</summary>
public sealed class TamperedRegistryTests
{
    internal const string Yaml =
        """
        rondo: 1
        project: shop
        charter:
          task: regression
          target: paid
          requirements: [mae <= 0.0001 on test]
        data:
          source: shop.csv
          split: { by: random }
        train: { search: xgboost, xgboost: { rounds: 3 } }
        """;

    [Fact]
    public async Task What_was_edited_deleted_or_inserted_by_hand_is_named()
    {
        await using var project = await RanAsync();
        await PromoteModel.RunAsync(project.Workspace, new("shop@1", "ann") { ForceReason = "a demonstration" }, CancellationToken.None);
        await PromoteModel.RunAsync(project.Workspace, new("shop@1", "ann") { Alias = "old" }, CancellationToken.None);
        await PromoteModel.RemoveAsync(project.Workspace, "shop", "old", "ann", CancellationToken.None);
        var clean = await VerifyAudit.RunAsync(project.Workspace, CancellationToken.None);
        Assert.True(clean.Intact, clean.Finding);

        foreach (var (sql, back, says) in new[]
        {
            ("UPDATE model_versions SET gate = replace(gate, 'FAIL', 'PASS')", "UPDATE model_versions SET gate = replace(gate, 'PASS', 'FAIL')", "shop@1 was edited: what it says of its gate report"),
            ("UPDATE model_versions SET measurements = measurements || ' '", "UPDATE model_versions SET measurements = rtrim(measurements)", "shop@1 was edited: what it says of its measured values"),
            ("UPDATE model_versions SET created_by = 'eve'", "UPDATE model_versions SET created_by = 'ann'", "shop@1 was edited: what it says of its record"),
            ("UPDATE model_versions SET bundle = 'aaaa' || bundle", "UPDATE model_versions SET bundle = substr(bundle, 5)", "shop@1 was edited: what it says of its bundle"),
            ("INSERT INTO model_versions SELECT model, 2, 'x' || digest, bundle, origin, run, lineage, gate, 0, measurements, created_at, created_by FROM model_versions", "DELETE FROM model_versions WHERE version = 2", "shop@2 was never registered"),
            ("UPDATE model_aliases SET changed_by = 'eve'", "UPDATE model_aliases SET changed_by = 'ann'", "it was ann who promoted"),
            ("INSERT INTO model_aliases SELECT model, 'fresh', version, changed_at, changed_by FROM model_aliases", "DELETE FROM model_aliases WHERE alias = 'fresh'", "shop@fresh names version 1 by nobody's promotion"),
            ("DELETE FROM model_aliases", "INSERT INTO model_aliases VALUES ('shop', 'champion', 1, 0, 'ann')", "alias shop@champion was deleted"),
            ("INSERT INTO model_test_looks SELECT model, test_split, 'ff', run, looked_at, looked_by FROM model_test_looks", "DELETE FROM model_test_looks WHERE bundle = 'ff'", "1 look at the test part of shop is unknown"),
            ("DELETE FROM model_test_looks", "", "1 look at the test part of shop was deleted"),
        })
        {
            await ExecuteAsync(project, sql);
            var report = await VerifyAudit.RunAsync(project.Workspace, CancellationToken.None);
            Assert.False(report.Intact, sql);
            Assert.Contains(report.Registry, f => f.Contains(says, StringComparison.Ordinal));
            await ExecuteAsync(project, back);
        }
    }

    [Fact]
    public async Task A_log_that_was_emptied_is_not_intact_while_there_are_models()
    {
        await using var project = await RanAsync();
        await ExecuteAsync(project, "DELETE FROM audit");
        File.Delete(Path.Combine(project.Workspace.Folder, "audit.head"));
        var report = await VerifyAudit.RunAsync(project.Workspace, CancellationToken.None);
        Assert.False(report.Intact);
        Assert.Contains("shop@1 was never registered", report.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_written_by_hand_promotes_nothing_not_even_by_force()
    {
        await using var project = await RanAsync();
        await ExecuteAsync(project, "UPDATE model_versions SET gate = replace(gate, 'FAIL', 'PASS'), blocked = 0");
        var refused = await PromoteModel.RunAsync(project.Workspace, new("shop@1", "eve") { ForceReason = "I want it" }, CancellationToken.None);
        Assert.Equal("model.record-edited", refused.Failures.Single().Code);
        Assert.Contains("gate report", refused.Failures[0].Problem, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(await ListModels.RunAsync(project.Workspace, "shop", CancellationToken.None)).Aliases);
    }

    [Theory]
    [InlineData("UPDATE model_versions SET bundle = 'aaaa'")]
    [InlineData("UPDATE model_versions SET measurements = 'none'")]
    [InlineData("UPDATE model_versions SET lineage = '{\"train\":7}'")]
    [InlineData("UPDATE model_versions SET gate = '[]'")]
    public async Task A_record_that_cannot_be_read_is_a_clear_failure(string sql)
    {
        await using var project = await RanAsync();
        await ExecuteAsync(project, sql);
        var failure = await Assert.ThrowsAsync<FailureException>(() => ListModels.RunAsync(project.Workspace, "shop", CancellationToken.None));
        Assert.Equal(("model.record-broken", FailureKind.World), (failure.Failures.Single().Code, failure.Failures[0].Kind));
        Assert.Contains("shop@1", failure.Failures[0].Problem, StringComparison.Ordinal);
        Assert.False((await VerifyAudit.RunAsync(project.Workspace, CancellationToken.None)).Intact);
    }

    private static Task ExecuteAsync(TestProject project, string sql) => sql.Length == 0
        ? Task.CompletedTask
        : project.Workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync(sql, [], ct), CancellationToken.None);

    private static async Task<TestProject> RanAsync()
    {
        var project = await TestProject.OpenAsync(Yaml);
        await WriteDataAsync(project);
        await project.RunAsync();
        return project;
    }

    internal static Task WriteDataAsync(TestProject project)
    {
        var random = new SplitMix64(4);
        var lines = Enumerable.Range(0, 300).Select(_ =>
        {
            var (age, noise) = (18 + random.Below(60), random.Below(20));
            return FormattableString.Invariant($"{age},{age + noise}");
        });
        return File.WriteAllLinesAsync(Path.Combine(project.Folder, "shop.csv"), lines.Prepend("age,paid"));
    }
}
