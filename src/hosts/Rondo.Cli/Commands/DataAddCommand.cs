using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo data add FILE…</c>: keeps a file or folder in the store as it is.</summary>
internal static class DataAddCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file") { Description = "Files or folders.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("add", "Keep files in the store, by content; what is there already is not copied again.\n\nExample:\n  rondo data add data/hour.csv") { files };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            var json = new JsonArray();
            foreach (var file in parsed.GetValue(files)!)
            {
                var staged = await workspace.Artifacts.StageAsync(Path.GetFullPath(file), StageMode.Copy, ct);
                var isNew = staged.Parts.Count > 0;
                if (isNew || (await workspace.Lineage.ProducersAsync(staged.Digest, ct)).Count == 0)
                {
                    await PublishAsync(workspace, staged, file, ct);
                }

                json.Add(new JsonObject { ["file"] = file, ["digest"] = staged.Digest.Hex, ["bytes"] = staged.Size, ["new"] = isNew });
                if (!parsed.GetValue(GlobalOptions.Json))
                {
                    Terminal.Out.WriteLine($"{staged.Digest}  {Amounts.Bytes(staged.Size),9}  {(isNew ? "added" : "unchanged")}  {file}");
                }
            }

            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["files"] = json }.ToJsonString(JsonText.Indented));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Task PublishAsync(Workspace workspace, StagedObject staged, string file, CancellationToken ct)
    {
        var run = RunId.New(workspace.Clock);
        var now = workspace.Clock.GetUtcNow();
        return workspace.WriteAsync(
            async (tx, token) =>
            {
                await workspace.Artifacts.PublishAsync(tx, [staged], token);
                await workspace.Runs.BeginAsync(tx, [new RunStart(run, "", "manual", "data add", null, ProjectSession.User, now) { Parameters = new JsonObject { ["file"] = file } }], token);
                await workspace.Lineage.RecordAsync(tx, run, [new RunArtifact("out", "file", ArtifactKinds.File, staged.Digest)], token);
                await workspace.Runs.EndAsync(tx, new RunEnd(run, RunStatus.Succeeded, now), token);
            },
            ct);
    }
}
