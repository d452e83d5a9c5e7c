using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Deployment.Capture;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo verify</c>: every stored object hashed again, and the audit chain walked.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Check every digest of the workspace, captured predictions, and the audit chain.\n\nExample:\n  rondo verify");
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            using var bar = new ProgressLine();
            var report = await workspace.Artifacts.VerifyAsync(new Forward(p => bar.Show(p.Total == 0 ? null : (double)p.Objects / p.Total, $"{p.Objects} of {p.Total} objects")), ct);
            var audit = await VerifyAudit.RunAsync(workspace, ct);
            var lost = await LostContent.ExamineAsync(workspace, report, ct);
            var captures = await VerifyCaptures.RunAsync(workspace, ct);
            bar.Dispose();
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject
                {
                    ["objects"] = report.Objects,
                    ["bytes"] = report.Bytes,
                    ["damaged"] = new JsonArray([.. report.Damaged.Select(d => (JsonNode?)d.Hex)]),
                    ["missing"] = new JsonArray([.. report.Missing.Select(d => (JsonNode?)d.Hex)]),
                    ["unknown"] = new JsonArray([.. report.Unknown.Select(u => (JsonNode?)u)]),
                    ["lost"] = new JsonArray([.. lost.Select(l => (JsonNode?)new JsonObject
                    {
                        ["digest"] = l.Content.Hex,
                        ["damaged"] = l.Damaged,
                        ["madeBy"] = l.Producer?.Start.Name,
                        ["computedFromIt"] = new JsonArray([.. l.ComputedFromIt.Select(r => (JsonNode?)new JsonObject { ["run"] = r.Start.Id.Value, ["name"] = r.Start.Name })]),
                    })]),
                    ["captures"] = new JsonObject { ["files"] = captures.Files, ["missing"] = Paths(captures.Missing), ["damaged"] = Paths(captures.Damaged) },
                    ["audit"] = audit.ToJson(),
                }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Terminal.Out.WriteLine($"{report.Objects:N0} objects, {Amounts.Bytes(report.Bytes)}: {(report.Intact ? Terminal.Green("intact") : Terminal.Red("damaged"))}");
                var versions = lost.Count == 0 ? [] : await VersionsAsync(workspace, ct);
                foreach (var one in lost)
                {
                    Print(one, versions);
                }

                foreach (var path in report.Unknown)
                {
                    Terminal.Out.WriteLine($"  unknown  {path}   recorded nowhere; rondo gc removes it");
                }

                Print(captures, workspace.Folder);
                AuditCommand.Print(audit);
            }

            return report.Intact && captures.Intact && audit.Intact ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    private static JsonArray Paths(IEnumerable<CaptureFile> files) => [.. files.Select(f => (JsonNode?)f.Path)];

    private static void Print(CaptureVerification captures, string folder)
    {
        if (captures.Files == 0)
        {
            return;
        }

        Terminal.Out.WriteLine($"{captures.Files:N0} files of captured predictions: {(captures.Intact ? Terminal.Green("intact") : Terminal.Red("damaged"))}");
        foreach (var (file, what) in captures.Damaged.Select(f => (f, "damaged")).Concat(captures.Missing.Select(f => (f, "missing"))))
        {
            Terminal.Out.WriteLine($"  {what}  {Path.GetRelativePath(folder, file.Path)}   {file.Rows:N0} predictions of {file.FirstAt.LocalDateTime:yyyy-MM-dd HH:mm}: bring it back from a backup; without it a retraining leaves them out");
        }
    }

    // A registry that cannot be read is said by the audit; what is lost is said all the same.
    private static async Task<IReadOnlyList<ModelVersion>> VersionsAsync(Stores.Workspace workspace, CancellationToken ct)
    {
        try
        {
            return await ListModels.RunAsync(workspace, null, ct);
        }
        catch (FailureException)
        {
            return [];
        }
    }

    private static void Print(LostContent one, IReadOnlyList<ModelVersion> versions)
    {
        var version = versions.FirstOrDefault(v => v.Bundle == one.Content);
        var back = one.Producer is { Start.Kind: "step" } producer
            ? version is null ? $"'{producer.Start.Name}' made it, and makes it again when a run needs it" : $"the bundle of {version}; bring it back: rondo reproduce {version}"
            : version is null ? "it came from outside: a run takes it from the project again, or add it again: rondo data add FILE" : $"the bundle of {version}; import it again: rondo model import FILE";
        Terminal.Out.WriteLine($"  {(one.Damaged ? "damaged, set aside" : "missing")}  {one.Content}");
        Terminal.Out.WriteLine($"    {back}");
        if (one.ComputedFromIt.Count == 0)
        {
            return;
        }

        Terminal.Out.WriteLine($"    read by: {string.Join(", ", one.ComputedFromIt.Select(r => $"{r.Start.Name} ({r.Start.Id.Value[..12]})").Distinct(StringComparer.Ordinal).Take(12))}; what they gave is no longer taken from the cache");
        var made = one.ComputedFromIt.SelectMany(r => r.Artifacts).Where(a => a.Direction is "out").Select(a => a.Digest).ToHashSet();
        foreach (var hurt in versions.Where(v => made.Contains(v.Bundle)))
        {
            Terminal.Out.WriteLine($"    {hurt} was computed from it, perhaps after the damage. Compare: rondo reproduce {hurt}");
        }
    }

    private sealed class Forward(Action<Stores.VerifyProgress> show) : IProgress<Stores.VerifyProgress>
    {
        public void Report(Stores.VerifyProgress value) => show(value);
    }
}
