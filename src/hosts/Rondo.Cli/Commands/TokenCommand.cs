using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Server;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo token create|list|revoke</c>: what people and programs sign in with.</summary>
internal static class TokenCommand
{
    private const int LongestDays = 3650;

    public static Command Create() => new("token", "What people and programs sign in with.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var user = new Argument<string>("user") { Description = "Whose token it is." };
        var label = new Option<string>("--label") { Description = "What it is for.", DefaultValueFactory = _ => "" };
        var days = new Option<int?>("--days") { Description = "How long it lasts; without end when left out.", HelpName = "N" }.Between(1, LongestDays);
        var command = new Command("create", "Make a token. It is shown once and kept nowhere.\n\nExample:\n  rondo token create ann --days 90") { user, label, days };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            var life = parsed.GetValue(days) is { } count ? TimeSpan.FromDays(count) : (TimeSpan?)null;
            var text = (await TeamAccess.CreateTokenAsync(workspace, parsed.GetValue(user)!, parsed.GetValue(label)!, life, ProjectSession.User, ct)).Value;
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["token"] = text }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Terminal.Out.WriteLine(text);
                Terminal.Error.WriteLine("Keep it: it is not shown again. Use it as RONDO_TOKEN, or sign in with it on the server's page.");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "The tokens, without their text.\n\nExample:\n  rondo token list");
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            var tokens = await TeamAccess.TokensAsync(workspace, ct);
            Table.Print(["id", "user", "label", "made", "ends", "used"], tokens.Select(t => new[] { t.Id, t.User, t.Label, Day(t.CreatedAt), t.RevokedAt is null ? Day(t.ExpiresAt) : "revoked", Day(t.UsedAt) }));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "The token's id, as rondo token list shows it." };
        var command = new Command("revoke", "Revoke a token, and sign out the browsers that signed in with it.\n\nExample:\n  rondo token revoke 0193a4…") { id };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            if (!await TeamAccess.RevokeAsync(workspace, parsed.GetValue(id)!, ProjectSession.User, ct))
            {
                throw new FailureException(new Failure("access.token.unknown", "There is no such token in force.", "rondo token list shows them."));
            }

            Terminal.Out.WriteLine("Revoked.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Day(DateTimeOffset? at) => at?.LocalDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
