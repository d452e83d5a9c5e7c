using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>What the audit log is told of the registry, and what can be read from it: versions, aliases, looks at test parts.</summary>
internal static class RegistryEvents
{
    public const string Register = "model.register";
    public const string Receive = "model.receive";
    public const string Promote = "model.promote";
    public const string Unalias = "model.unalias";
    public const string Look = "model.look";

    /// <summary>Whether an event is the registration of a version.</summary>
    public static bool Registers(AuditEvent what) => what.Action is Register or Receive;

    /// <summary>Tells of a look at a test part.</summary>
    public static Task LookedAsync(Workspace workspace, DbTransaction transaction, LookRow look, string user, CancellationToken ct) => workspace.Audit.AppendAsync(
        transaction, new(user, Look, "model:" + look.Model, new JsonObject { ["split"] = look.Split, ["bundle"] = look.Bundle }), ct);

    /// <summary>The look that an event tells of.</summary>
    public static LookRow LookOf(AuditEvent what) => new(Subject(what), (string?)what.Details["split"] ?? "", (string?)what.Details["bundle"] ?? "");

    /// <summary>The model, or version, that an event is about.</summary>
    public static string Subject(AuditEvent what) => what.Subject.StartsWith("model:", StringComparison.Ordinal) ? what.Subject["model:".Length..] : what.Subject;
}

/// <summary>A model measured on a test part.</summary>
internal sealed record LookRow(string Model, string Split, string Bundle);

/// <summary>An alias, as it stands or as the log says.</summary>
internal sealed record AliasRow(string Model, string Alias, long Version, string By);
