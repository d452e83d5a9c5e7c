namespace Rondo.Pipelines.Scheduling;

/// <summary>Removes a step's folder; what resists is left for gc.</summary>
internal static class WorkFolders
{
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A script may have taken away its own rights. The folder carries this process's name, so gc finds it.
        }
    }
}
