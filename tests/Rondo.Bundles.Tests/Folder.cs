namespace Rondo.Bundles.Tests;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("rondo-bundles-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
