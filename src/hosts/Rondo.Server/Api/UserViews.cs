using System.ComponentModel;
using Rondo.Server.Access;

namespace Rondo.Server.Api;

/// <summary>A user.</summary>
internal sealed record UserView(string Name, [property: Description("Roles by project; `*` is every project.")] IReadOnlyDictionary<string, Role> Roles, DateTimeOffset CreatedAt, string CreatedBy)
{
    public static UserView Of(UserRecord u) => new(u.Name, u.Roles, u.CreatedAt, u.CreatedBy);
}

/// <summary>A user to add, or a role to give.</summary>
internal sealed record AddUser
{
    [Description("1 to 64 letters, digits, dots, dashes, underlines and @.")]
    public required string Name { get; init; }

    [Description("What they may do.")]
    public required Role Role { get; init; }

    [Description("Where; every project when left out.")]
    public string? Project { get; init; }
}

/// <summary>A token without its text.</summary>
internal sealed record TokenView(string Id, string User, string Label, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? UsedAt)
{
    public static TokenView Of(TokenRecord t) => new(t.Id, t.User, t.Label, t.CreatedAt, t.ExpiresAt, t.RevokedAt, t.UsedAt);
}

/// <summary>A token to make.</summary>
internal sealed record CreateToken
{
    public required string User { get; init; }

    [Description("What it is for.")]
    public string Label { get; init; } = "";

    [Description("How long it lasts; without end when left out.")]
    public int? Days { get; init; }
}

/// <summary>A token that was made.</summary>
internal sealed record CreatedToken([property: Description("The token: shown here and never again.")] string Token, TokenView Record);

/// <summary>A browser that signs in.</summary>
internal sealed record SignIn
{
    public required string Token { get; init; }
}

/// <summary>A browser that is signed in.</summary>
internal sealed record SessionView(string User, DateTimeOffset ExpiresAt);
