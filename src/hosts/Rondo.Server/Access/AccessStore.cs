using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Access;

/// <summary>Users, their roles and their tokens. Every change is an audit event of the same transaction.</summary>
internal sealed class AccessStore(Workspace workspace)
{
    private const string Own = "rondo";
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    /// <summary>All users by name with their roles by project.</summary>
    public async Task<IReadOnlyList<UserRecord>> UsersAsync(CancellationToken ct)
    {
        var grants = await ReadAsync("SELECT user_name, project, role FROM user_roles ORDER BY user_name, project", [], r => (User: r.GetString(0), Project: r.GetString(1), Role: Enum.Parse<Role>(r.GetString(2))), ct);
        var users = await ReadAsync("SELECT name, created_at, created_by FROM users ORDER BY name", [], r => (Name: r.GetString(0), At: r.GetInt64(1), By: r.GetString(2)), ct);
        return [.. users.Select(u => new UserRecord(u.Name, grants.Where(g => Same(g.User, u.Name)).ToDictionary(g => g.Project, g => g.Role, StringComparer.Ordinal), Times.OfMicros(u.At), u.By))];
    }

    /// <summary>Adds a user, or gives one that is there another role in a project.</summary>
    public async Task<Result<UserRecord>> GrantAsync(string name, string project, Role role, string by, CancellationToken ct)
    {
        if (!IsName(name))
        {
            return new Failure("access.bad-name", $"'{name}' cannot be a user's name.", "Use 1 to 64 letters, digits, dots, dashes, underlines and @.");
        }

        if (string.Equals(name, Own, StringComparison.OrdinalIgnoreCase))
        {
            return new Failure("access.bad-name", $"'{name}' is the name that the program itself signs with.", "Choose another.");
        }

        var now = workspace.Clock.GetUtcNow().Micros();
        var refused = await ChangeAsync<Failure?>(
            async (transaction, token) =>
            {
                if (project is Caller.Everywhere && role is not Role.Owner && await IsLastOwnerAsync(transaction, name, token))
                {
                    return LastOwner(name);
                }

                await transaction.ExecuteSqlAsync("INSERT INTO users (name, created_at, created_by) VALUES (@name, @now, @by) ON CONFLICT (name) DO NOTHING", [("name", name), ("now", now), ("by", by)], token);
                await transaction.ExecuteSqlAsync(
                    "INSERT INTO user_roles (user_name, project, role) VALUES (@name, @project, @role) ON CONFLICT (user_name, project) DO UPDATE SET role = excluded.role",
                    [("name", name), ("project", project), ("role", role.ToString())], token);
                await workspace.Audit.AppendAsync(transaction, new(by, "user.grant", "user:" + name, new JsonObject { ["project"] = project, ["role"] = role.ToString().ToLowerInvariant() }), token);
                return null;
            },
            ct);
        return refused ?? (Result<UserRecord>)(await UsersAsync(ct)).First(u => Same(u.Name, name));
    }

    /// <summary>Removes a user with roles and tokens; at once they are nobody.</summary>
    /// <returns>The name; <c>access.user.unknown</c>, or <c>access.last-owner</c> (kind No).</returns>
    public Task<Result<string>> RemoveAsync(string name, string by, CancellationToken ct) => ChangeAsync<Result<string>>(
        async (transaction, token) =>
        {
            if (await IsLastOwnerAsync(transaction, name, token))
            {
                return LastOwner(name);
            }

            await transaction.ExecuteSqlAsync("DELETE FROM tokens WHERE user_name = @name", [("name", name)], token);
            await transaction.ExecuteSqlAsync("DELETE FROM user_roles WHERE user_name = @name", [("name", name)], token);
            if (await transaction.ExecuteSqlAsync("DELETE FROM users WHERE name = @name", [("name", name)], token) == 0)
            {
                return new Failure("access.user.unknown", $"There is no user '{name}'.", "See them: rondo users list.");
            }

            await workspace.Audit.AppendAsync(transaction, new(by, "user.remove", "user:" + name, []), token);
            return name;
        },
        ct);

    /// <summary>Makes a token for a user. Its text is given here and never again.</summary>
    public async Task<Result<NewToken>> CreateTokenAsync(TokenRequest request, string by, CancellationToken ct)
    {
        if ((await UsersAsync(ct)).All(u => !Same(u.Name, request.User)))
        {
            return new Failure("access.user.unknown", $"There is no user '{request.User}'.", $"Add them first: rondo users add {request.User} --role viewer.");
        }

        var (text, hash) = Token.New();
        var now = workspace.Clock.GetUtcNow();
        var record = new TokenRecord(RunId.New(workspace.Clock).Value, request.User, request.Label, now, request.Lifetime is { } life ? now + life : null, null, null, request.Parent);
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteSqlAsync(
                    "INSERT INTO tokens (id, hash, user_name, label, parent, created_at, expires_at) VALUES (@id, @hash, @user, @label, @parent, @now, @expires)",
                    [("id", record.Id), ("hash", hash), ("user", record.User), ("label", record.Label), ("parent", record.Parent), ("now", now.Micros()), ("expires", record.ExpiresAt?.Micros())], token);
                await workspace.Audit.AppendAsync(transaction, new(by, "token.create", "user:" + record.User, new JsonObject { ["token"] = record.Id, ["label"] = record.Label }), token);
            },
            ct);
        return new NewToken(record, text);
    }

    /// <summary>Tokens, of everybody or of one user, newest first; without those of browsers.</summary>
    public Task<IReadOnlyList<TokenRecord>> TokensAsync(string? user, CancellationToken ct) => ReadAsync(
        Columns + " WHERE parent IS NULL AND (CAST(@user AS TEXT) IS NULL OR user_name = @user) ORDER BY id DESC", [("user", user)], Row, ct);

    /// <summary>Revokes a token and the browsers that signed in with it; false when there is none.</summary>
    public Task<bool> RevokeAsync(string id, string by, CancellationToken ct) => ChangeAsync(
        async (transaction, token) =>
        {
            var now = workspace.Clock.GetUtcNow().Micros();
            if (await transaction.ExecuteSqlAsync("UPDATE tokens SET revoked_at = @now WHERE (id = @id OR parent = @id) AND revoked_at IS NULL", [("id", id), ("now", now)], token) == 0)
            {
                return false;
            }

            await workspace.Audit.AppendAsync(transaction, new(by, "token.revoke", "token:" + id, []), token);
            return true;
        },
        ct);

    /// <summary>Whose token it is and which; null for one that is unknown, expired or revoked.</summary>
    public async Task<(Caller Caller, TokenRecord Token)?> FindAsync(string hash, CancellationToken ct)
    {
        var now = workspace.Clock.GetUtcNow();
        var found = await ReadAsync(Columns.Replace("SELECT ", "SELECT hash, ", StringComparison.Ordinal) + " WHERE hash = @hash", [("hash", hash)], r => (Hash: r.GetString(0), Token: Row(r, 1)), ct);
        if (found is not [var one] || !Token.Same(one.Hash, hash) || one.Token.RevokedAt is not null || one.Token.ExpiresAt <= now)
        {
            return null;
        }

        var grants = await ReadAsync("SELECT project, role FROM user_roles WHERE user_name = @user", [("user", one.Token.User)], r => (r.GetString(0), Enum.Parse<Role>(r.GetString(1))), ct);
        if (one.Token.UsedAt is null || now - one.Token.UsedAt > UseIsNoted)
        {
            await workspace.WriteAsync((transaction, token) => transaction.ExecuteSqlAsync("UPDATE tokens SET used_at = @now WHERE id = @id", [("now", now.Micros()), ("id", one.Token.Id)], token), ct);
        }

        return (new(one.Token.User, grants.ToDictionary(g => g.Item1, g => g.Item2, StringComparer.Ordinal)), one.Token);
    }

    private const string Columns = "SELECT id, user_name, label, created_at, expires_at, revoked_at, used_at, parent FROM tokens";

    // Once it is answered, no server of this folder goes by what was before.
    private async Task<T> ChangeAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct)
    {
        try
        {
            return await workspace.Metadata.WriteAsync(write, ct);
        }
        finally
        {
            AccessMark.Change(workspace.Folder);
        }
    }

    // Without an owner nobody could add users any more, and a server that others reach does not begin.
    private static async Task<bool> IsLastOwnerAsync(DbTransaction transaction, string name, CancellationToken ct)
    {
        await using var command = transaction.Sql("SELECT user_name FROM user_roles WHERE project = @project AND role = @role", ("project", Caller.Everywhere), ("role", Role.Owner.ToString()));
        return await command.ToListAsync(r => r.GetString(0), ct) is [var only] && Same(only, name);
    }

    private static Failure LastOwner(string name) =>
        new("access.last-owner", $"{name} is the only owner: without one nobody could give roles any more.", "Make another user owner first: rondo users add NAME --role owner.") { Kind = FailureKind.No };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@');

    private static TokenRecord Row(DbDataReader r) => Row(r, 0);

    private static TokenRecord Row(DbDataReader r, int at) => new(
        r.GetString(at), r.GetString(at + 1), r.GetString(at + 2), Times.OfMicros(r.GetInt64(at + 3)), Time(r, at + 4), Time(r, at + 5), Time(r, at + 6), r.IsDBNull(at + 7) ? null : r.GetString(at + 7));

    private static DateTimeOffset? Time(DbDataReader r, int column) => r.IsDBNull(column) ? null : Times.OfMicros(r.GetInt64(column));

    private Task<IReadOnlyList<T>> ReadAsync<T>(string text, (string, object?)[] parameters, Func<DbDataReader, T> row, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(text, parameters);
            return await command.ToListAsync(row, token);
        },
        ct);
}

/// <summary>A user.</summary>
/// <param name="Name">As they sign.</param>
/// <param name="Roles">By project; <c>*</c> is every project.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="CreatedBy">By whom.</param>
internal sealed record UserRecord(string Name, IReadOnlyDictionary<string, Role> Roles, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>A token without its text.</summary>
internal sealed record TokenRecord(string Id, string User, string Label, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? UsedAt, string? Parent);

/// <summary>A token that is wanted.</summary>
internal sealed record TokenRequest(string User, string Label, TimeSpan? Lifetime, string? Parent = null);

/// <summary>A token with its text, which is shown once.</summary>
internal sealed record NewToken(TokenRecord Record, string Text);
