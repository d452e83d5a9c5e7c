using System.IO.Enumeration;
using Rondo.Kernel;

namespace Rondo.Pipelines.Graph;

/// <summary>Finds files of a project by path, folder or pattern (<c>*</c>, <c>?</c>, and <c>**</c> for any folders).</summary>
internal static class ProjectFiles
{
    private static readonly string[] Skipped = [".git", ".rondo", "__pycache__", "node_modules", ".venv"];

    /// <summary>Whether the text is a pattern rather than a path.</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>A failure when the path leaves the project or nothing is there.</summary>
    public static Failure? Check(string folder, string path, Place place)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Split('/').Contains("..", StringComparer.Ordinal))
        {
            return new("pipeline.outside-file", $"'{path}' is not a path inside the project.", "Copy the file into the project's folder.", place);
        }

        if (IsPattern(path))
        {
            return Find(folder, path).Count > 0 ? null : new("pipeline.no-match", $"No file of the project matches '{path}'.", "Correct the pattern.", place);
        }

        var full = Path.Combine(folder, path);
        if (File.Exists(full) || Directory.Exists(full))
        {
            return null;
        }

        var near = Nearest(folder, path);
        return new("pipeline.missing-file", $"The project has no file '{path}'.", near is null ? "Create it, or correct the path." : $"Did you mean '{near}'?", place);
    }

    /// <summary>The files a path, folder or pattern names: paths relative to the project with '/', in ordinal order.</summary>
    public static IReadOnlyList<string> Find(string folder, string path)
    {
        var full = Path.Combine(folder, path);
        if (!IsPattern(path))
        {
            return File.Exists(full) ? [path] : Directory.Exists(full) ? Below(folder, full) : [];
        }

        var fixedPart = string.Join('/', path.Split('/').TakeWhile(p => !IsPattern(p)));
        var start = Path.Combine(folder, fixedPart);
        return Directory.Exists(start) ? [.. Below(folder, start).Where(f => Matches(f.Split('/'), path.Split('/')))] : [];
    }

    private static List<string> Below(string folder, string start)
    {
        var files = new FileSystemEnumerable<string>(start, (ref FileSystemEntry e) => Path.GetRelativePath(folder, e.ToFullPath()).Replace('\\', '/'),
            new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry e) => !Skipped.Contains(e.FileName.ToString(), StringComparer.Ordinal)
                && !e.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }

    // Dynamic programming over (name, pattern) positions: no backtracking, whatever the pattern.
    private static bool Matches(string[] names, string[] pattern)
    {
        var reached = new bool[pattern.Length + 1];
        reached[0] = true;
        Skip(reached, pattern);
        foreach (var name in names)
        {
            var next = new bool[pattern.Length + 1];
            for (var p = 0; p < pattern.Length; p++)
            {
                if (!reached[p])
                {
                    continue;
                }

                if (pattern[p] is "**")
                {
                    next[p] = true;
                }
                else if (FileSystemName.MatchesSimpleExpression(pattern[p], name, ignoreCase: false))
                {
                    next[p + 1] = true;
                }
            }

            Skip(next, pattern);
            reached = next;
        }

        return reached[pattern.Length];
    }

    private static void Skip(bool[] reached, string[] pattern)
    {
        for (var p = 0; p < pattern.Length; p++)
        {
            if (reached[p] && pattern[p] is "**")
            {
                reached[p + 1] = true;
            }
        }
    }

    private static string? Nearest(string folder, string path)
    {
        var parent = Path.GetDirectoryName(path) ?? "";
        var full = Path.Combine(folder, parent);
        if (!Directory.Exists(full))
        {
            return null;
        }

        var names = Directory.EnumerateFileSystemEntries(full).Take(2000).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal);
        return NearestName.Of(Path.GetFileName(path), names) is { } near ? Path.Combine(parent, near).Replace('\\', '/') : null;
    }
}
