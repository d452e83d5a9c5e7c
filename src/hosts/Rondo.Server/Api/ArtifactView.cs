using System.ComponentModel;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>A content that a run read or wrote: `/api/v1/artifacts/{digest}` gives it.</summary>
internal sealed record ArtifactView(
    [property: Description("in or out.")] string Direction,
    [property: Description("The step's port.")] string Port,
    [property: Description("table, schema, profile, verdict, model, evaluation, bundle, report, file.")] string Kind,
    [property: Description("SHA-256 of the content.")] string Digest)
{
    public static ArtifactView Of(RunArtifact artifact) => new(artifact.Direction, artifact.Port, artifact.Kind, artifact.Digest.Hex);
}
