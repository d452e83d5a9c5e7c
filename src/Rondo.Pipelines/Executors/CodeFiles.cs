using Rondo.Kernel;

namespace Rondo.Pipelines.Executors;

/// <summary>Lays copies of a script's code files into its folder, under the paths they have in the project.</summary>
internal static class CodeFiles
{
    public static void LayOut(StepJob job)
    {
        Directory.CreateDirectory(job.WorkFolder);
        foreach (var (path, digest) in job.Code)
        {
            var copy = Path.Combine(job.WorkFolder, path);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(job.Project.Folder, path), copy, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FailureException(new Failure("step.code", $"The code file '{path}' cannot be read: {e.Message}", "Check that it exists and may be read.") { Kind = FailureKind.World }, e);
            }

            if (Digest.Of(File.ReadAllBytes(copy)) != digest)
            {
                throw new FailureException(new Failure("step.code-changed", $"The code file '{path}' changed after the run was planned.", "Run again.") { Kind = FailureKind.World });
            }
        }
    }
}
