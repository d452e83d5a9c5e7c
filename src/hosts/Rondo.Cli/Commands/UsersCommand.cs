using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Server;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo users list|add|remove</c>: who may do what on a team's server.</summary>
internal static class UsersCommand
{
    public static Command Create() => new("users", "Who may do what on a team's server.") { List(), Add(), Remove() };

    private static Command List()
    {
        var command = new Command("list", "The users and their roles.\n\nExample:\n  rondo users list");
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            var users = await TeamAccess.UsersAsync(workspace, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["users"] = new JsonArray([.. users.Select(u => (JsonNode?)new JsonObject { ["name"] = u.Name, ["project"] = u.Project, ["role"] = u.Role })]) }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["user", "project", "role", "since"], users.Select(u => new[] { u.Name, u.Project is "*" ? "every" : u.Project, u.Role, u.Since.LocalDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "How they sign: a name or a mail address." };
        var role = new Option<string>("--role") { Description = "viewer, contributor, reviewer, operator or owner; each may do what those before it may.", Required = true };
        role.AcceptOnlyFromAmong("viewer", "contributor", "reviewer", "operator", "owner");
        var project = new Option<string?>("--project") { Description = "Only in this project; every project when left out.", HelpName = "PROJECT" };
        var command = new Command("add", "Add a user, or give one another role.\n\nExample:\n  rondo users add ann --role owner") { name, role, project };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            _ = (await TeamAccess.GrantAsync(workspace, parsed.GetValue(name)!, parsed.GetValue(project), parsed.GetValue(role)!, ProjectSession.User, ct)).Value;
            Terminal.Out.WriteLine($"{parsed.GetValue(name)} is {parsed.GetValue(role)}{(parsed.GetValue(project) is { } one ? $" of {one}" : "")}. Give them a token: rondo token create {parsed.GetValue(name)}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("name") { Description = "The user." };
        var command = new Command("remove", "Remove a user with all tokens; at once they are nobody.\n\nExample:\n  rondo users remove ann") { name };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct, make: true);
            Terminal.Out.WriteLine($"{(await TeamAccess.RemoveAsync(workspace, parsed.GetValue(name)!, ProjectSession.User, ct)).Value} is removed.");
            return ExitCodes.Done;
        });
        return command;
    }
}
