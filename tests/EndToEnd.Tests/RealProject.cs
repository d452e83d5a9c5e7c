namespace Rondo.EndToEnd;

/// <summary>A project over real data: its <c>rondo.yaml</c> from <c>Projects/</c>, its data linked beside it.</summary>
internal static class RealProject
{
    public static TemporaryFolder Make(string name, params string[] files)
    {
        var data = Repository.RealData ?? throw new InvalidOperationException("The real data are not there: set RONDO_SHARED to the folder that holds data/.");
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Projects", name + ".yaml"), Path.Combine(folder.Path, "rondo.yaml"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        foreach (var file in files)
        {
            File.Copy(Path.Combine(data, file), Path.Combine(folder.Path, "data", Path.GetFileName(file)));
        }

        return folder;
    }
}
