namespace Rondo.Modeling.Scoring;

/// <summary>The file to predict; a stream is copied to a temporary one, because a file is looked at before it is read.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private InputFile(string path, string shown, DirectoryInfo? folder) => (Path, Shown, _folder) = (path, shown, folder);

    public string Path { get; }

    /// <summary>What people call it.</summary>
    public string Shown { get; }

    public static async Task<InputFile> OpenAsync(PredictRequest request, PredictPipes pipes, CancellationToken ct)
    {
        if (request.InputPath is not "-")
        {
            return new(request.InputPath, request.InputPath, null);
        }

        var stream = pipes.Input ?? throw ScoringFailures.Misuse("predict.input", "There is no standard input to read.", "Name an input file.");
        var folder = Directory.CreateTempSubdirectory("rondo-predict-");
        var input = new InputFile(System.IO.Path.Combine(folder.FullName, "input"), "standard input", folder);
        try
        {
            await using var file = new FileStream(input.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await stream.CopyToAsync(file, ct);
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder?.Delete(recursive: true);
}
