namespace Rondo.Pipelines.Projects;

/// <summary>What kind a script's output is when <c>out:</c> does not say: the port's name when it is a kind, else the file's ending.</summary>
internal static class OutputKinds
{
    public static IReadOnlyList<string> All { get; } =
    [
        ArtifactKinds.File, ArtifactKinds.Table, ArtifactKinds.Schema, ArtifactKinds.Profile, ArtifactKinds.Verdict,
        ArtifactKinds.Model, ArtifactKinds.Evaluation, ArtifactKinds.Bundle, ArtifactKinds.Report,
    ];

    public static string Guess(string port, string file)
    {
        var ending = Path.GetExtension(file).ToLowerInvariant();
        if (All.Contains(port, StringComparer.Ordinal) && (port is not ArtifactKinds.Table || ending is ".csv" or ".parquet"))
        {
            return port;
        }

        return ending switch
        {
            ".csv" or ".parquet" => ArtifactKinds.Table,
            ".onnx" => ArtifactKinds.Model,
            ".html" => ArtifactKinds.Report,
            _ => ArtifactKinds.File,
        };
    }
}
