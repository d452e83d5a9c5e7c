using Rondo.Kernel;
using Rondo.Pipelines.Projects;

namespace Rondo.Pipelines;

/// <summary>Reads other YAML files of a project, such as <c>schema.yaml</c>, by the same rules as <c>rondo.yaml</c> but without <c>$NAME</c>.</summary>
public static class YamlText
{
    /// <summary>The mapping that the text is; failures name <paramref name="file"/>, line and column.</summary>
    public static Result<YamlMap> Read(string text, string file)
    {
        var read = YamlReader.Read(text, file, name => "$" + name, new Dictionary<string, string>(StringComparer.Ordinal));
        return !read.Ok ? read.Failures.ToList()
            : read.Value is YamlMap map ? map
            : new Failure("yaml.not-a-mapping", $"{file} is not a mapping of keys to values.", "Write key: value lines.", read.Value.Place);
    }
}
