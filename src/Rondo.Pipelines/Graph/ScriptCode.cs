using Rondo.Kernel;

namespace Rondo.Pipelines.Graph;

/// <summary>The files of the project that a script depends on.</summary>
internal static class ScriptCode
{
    private static readonly string[] LockEndings = [".lock", ".txt", ".toml", ".yaml", ".yml", ".json"];

    /// <summary>The code files, relative to the project: those declared, or the words of the command that are files of the project.</summary>
    public static IReadOnlyList<string> FilesOf(string folder, ScriptDefinition script)
    {
        if (script.Code.Count > 0)
        {
            return [.. script.Code.SelectMany(c => ProjectFiles.Find(folder, c)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        var words = script.Shell ? script.Command[0].Split([' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>', '"', '\''], StringSplitOptions.RemoveEmptyEntries) : script.Command;
        return [.. words.Where(w => IsFileOf(folder, w)).Select(w => w.StartsWith("./", StringComparison.Ordinal) ? w[2..] : w).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Failures of <c>code:</c> and <c>env:</c>.</summary>
    public static IEnumerable<Failure> Check(Project project, StepDefinition step, ScriptDefinition script)
    {
        foreach (var code in script.Code)
        {
            if (ProjectFiles.Check(project.Folder, code, step.Place) is { } failure)
            {
                yield return failure;
            }
        }

        if (script.Environment is { } env && LooksLikeFile(env) && ProjectFiles.Check(project.Folder, env, step.Place) is { } missing)
        {
            yield return missing;
        }
    }

    /// <summary>Whether <c>env:</c> names a file of the project; else it is a text.</summary>
    public static bool IsEnvironmentFile(string folder, string env) => LooksLikeFile(env) && File.Exists(Path.Combine(folder, env));

    private static bool LooksLikeFile(string env) =>
        !env.Any(char.IsWhiteSpace) && LockEndings.Contains(Path.GetExtension(env), StringComparer.OrdinalIgnoreCase);

    private static bool IsFileOf(string folder, string word) =>
        word.Length is > 0 and < 1024 && word[0] is not ('-' or '$' or '/') && !word.Split('/').Contains("..", StringComparer.Ordinal)
        && word.IndexOf('\0', StringComparison.Ordinal) < 0 && File.Exists(Path.Combine(folder, word));
}
