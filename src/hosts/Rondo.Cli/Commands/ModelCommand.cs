using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Scoping;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo model list|show|promote|review|approve|reject|export|import</c>: the registry.</summary>
internal static class ModelCommand
{
    private const int SaidMost = 8;

    public static Command Create() => new("model", "The registry: versions, aliases, reviews, bundles.") { List(), Show(), Promote(), ReviewCommands.Review(), ReviewCommands.Approve(), ReviewCommands.Reject(), Export(), Import() };

    private static Command List()
    {
        var name = new Argument<string?>("name") { Description = "Only this model.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "List models and their versions, newest first.\n\nExample:\n  rondo model list") { name };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.ModelsAsync(server, parsed, parsed.GetValue(name), ct);
            }

            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            IReadOnlyList<ModelVersion> versions = parsed.GetValue(name) is { } one ? (await ListModels.OfAsync(workspace, one, ct)).Value : await ListModels.RunAsync(workspace, null, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["versions"] = new JsonArray([.. versions.Select(v => (JsonNode?)ModelJson.Write(v))]) }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["version", "aliases", "gate", "registered", "by", "digest"], versions.Select(v => new[]
                {
                    v.ToString(), string.Join(", ", v.Aliases), v.GateOutcome, Local(v.CreatedAt), v.CreatedBy, v.Digest.Abbreviated,
                }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var model = ModelArgument(optional: true);
        var card = new Option<bool>("--card") { Description = "Print the model card." };
        var command = new Command("show", "A version: its gate, measurements with intervals, looks at its test split, aliases.\n\nExample:\n  rondo model show bike-demand@champion") { model, card };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.ModelAsync(server, parsed, parsed.GetValue(model), parsed.GetValue(card), ct);
            }

            var stages = Stages.All();
            var wanted = parsed.GetValue(model) ?? ProjectSession.LoadProject(parsed, stages).Name;
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, stages, ct);
            var details = (await ShowModel.RunAsync(workspace, wanted, ct)).Value;
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(details.ToJson().ToJsonString(JsonText.Indented));
            }
            else if (parsed.GetValue(card))
            {
                Terminal.Out.WriteLine(details.Card.TrimEnd());
            }
            else
            {
                VersionView.Print(details);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static ProjectCharter? Here(ParseResult parsed, Pipelines.StageRegistry stages) =>
        Pipelines.ProjectLoader.FindFolder(parsed.GetValue(GlobalOptions.Folder)!) is not null && ProjectSession.LoadProject(parsed, stages) is var project ? new(project.Name, project.Section<Charter>()) : null;

    private static Command Promote()
    {
        var model = ModelArgument(optional: false);
        var alias = new Option<string>("--alias") { Description = "The alias to point at it.", DefaultValueFactory = _ => ModelReference.Champion };
        var force = new Option<string?>("--force") { Description = "Promote although the gate says no or a review is missing; the reason is kept.", HelpName = "REASON" };
        var command = new Command("promote", "Take a version into use: point an alias at it. Promoting the former version again undoes it.\n\nExample:\n  rondo model promote bike-demand@2") { model, alias, force };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.PromoteAsync(server, parsed, parsed.GetValue(model)!, parsed.GetValue(alias)!, parsed.GetValue(force), ct);
            }

            var (stages, named) = (Stages.All(), parsed.GetValue(model)!);
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, stages, ct);
            var request = new PromoteRequest(named, ProjectSession.User) { Alias = parsed.GetValue(alias)!, ForceReason = parsed.GetValue(force), Here = Here(parsed, stages) };
            var promotion = (await PromoteModel.RunAsync(workspace, request, ct)).Value;
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["version"] = promotion.Version.ToString(), ["alias"] = promotion.Alias, ["former"] = promotion.Former?.ToString() }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Terminal.Out.WriteLine($"{promotion.Version} is {promotion.Alias} now.{(promotion.Former is { } former && former.Version != promotion.Version.Version ? $" Undo: rondo model promote {former}{(string.Equals(promotion.Alias, ModelReference.Champion, StringComparison.Ordinal) ? "" : $" --alias {promotion.Alias}")}" : "")}");
                if (promotion.Version.GateOutcome is not "PASS")
                {
                    PrintGate(promotion.Version);
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var model = ModelArgument(optional: false);
        var output = new Option<string?>("--output", "-o") { Description = "The file or folder to write to; default NAME-VERSION.rondo.", HelpName = "PATH" };
        var command = new Command("export", "Write a version as a bundle with its evidence.\n\nExample:\n  rondo model export bike-demand@1 -o bike.rondo") { model, output };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var path = (await ExportModel.RunAsync(workspace, parsed.GetValue(model)!, parsed.GetValue(output), ProjectSession.User, ct)).Value;
            Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json)
                ? new JsonObject { ["path"] = path }.ToJsonString(JsonText.Indented)
                : $"{path}  {Amounts.Bytes(new FileInfo(path).Length)}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("bundle") { Description = "A .rondo file or folder." };
        var name = new Option<string?>("--name") { Description = "The model to add it to; default: the name in the bundle." };
        var command = new Command("import", "Register a bundle made elsewhere: checked whole, its samples replayed here.\n\nExample:\n  rondo model import bike.rondo") { file, name };
        command.Does(async (parsed, ct) =>
        {
            var stages = Stages.All();
            var charter = Pipelines.ProjectLoader.FindFolder(parsed.GetValue(GlobalOptions.Folder)!) is null ? null : ProjectSession.LoadProject(parsed, stages).Section<Charter>();
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, stages, ct);
            var request = new ImportRequest(Path.GetFullPath(parsed.GetValue(file)!), ProjectSession.User) { Model = parsed.GetValue(name), Charter = charter is { IsWritten: true } ? charter : null };
            var version = await BundlePlace.InAsync(parsed.GetValue(file)!, () => ImportModel.RunAsync(workspace, request, ct));
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(ModelJson.Write(version).ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine($"Registered as {version}  {version.Digest.Abbreviated}");
            PrintGate(version);
            var details = (await ShowModel.RunAsync(workspace, version.ToString(), ct)).Value;
            if (details.Evidence.FirstOrDefault(e => e.Kind is ImportModel.SaidElsewhere)?.Content["measured"] is JsonObject said)
            {
                Terminal.Out.WriteLine($"  It says of itself, and nobody here has checked: {string.Join(", ", said.Take(SaidMost).Select(m => $"{m.Key} {Amounts.Number((double)m.Value!)}"))}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void PrintGate(ModelVersion version)
    {
        VersionView.PrintOutcome(version.GateOutcome, version.GateOutcome is "UNKNOWN" ? ": not all that is required of it was measured here" : "");
        VersionView.PrintGate(version.Gate);
    }

    private static Argument<string> ModelArgument(bool optional) => new("model")
    {
        Description = "NAME (the newest), NAME@3 or NAME@champion." + (optional ? " Default: the project's own." : ""),
        Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };

    private static string Local(DateTimeOffset at) => at.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
