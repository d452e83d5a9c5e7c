using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Data;
using Rondo.Kernel;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo data versions [DATASET]</c>: what was imported when.</summary>
internal static class DataVersionsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("dataset") { Description = "The dataset; default: the latest version of each.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("versions", "List dataset versions, newest first.\n\nExample:\n  rondo data versions bike-demand") { name };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var store = new DatasetStore(workspace);
            var versions = parsed.GetValue(name) is { } one ? await VersionsAsync(store, one, ct) : [.. (await store.ListAsync(ct)).Select(d => d.Latest)];
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject
                {
                    ["versions"] = new JsonArray([.. versions.Select(v => (JsonNode?)new JsonObject
                    {
                        ["dataset"] = v.Dataset,
                        ["version"] = v.Version,
                        ["digest"] = v.Digest.Hex,
                        ["createdAt"] = v.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
                        ["createdBy"] = v.CreatedBy,
                    })]),
                }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["version", "imported", "by", "digest"], versions.Select(v => new[] { v.ToString(), v.CreatedAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), v.CreatedBy, v.Digest.Abbreviated }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<DatasetVersion>> VersionsAsync(DatasetStore store, string name, CancellationToken ct)
    {
        var versions = await store.VersionsAsync(name, ct);
        if (versions.Count > 0)
        {
            return versions;
        }

        var known = (await store.ListAsync(ct)).Select(d => d.Name).ToList();
        var near = NearestName.Of(name, known);
        throw new FailureException(new Failure("data.unknown-dataset", $"There is no dataset '{name}'.",
            near is not null ? $"Did you mean '{near}'?" : known.Count > 0 ? $"There are: {string.Join(", ", known.Take(8))}." : "Import one: rondo run import."));
    }
}
