using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Scoping.Tests;

/// <summary>Reads the charter of a <c>rondo.yaml</c> whose third line and all after it are given.</summary>
internal static class Yaml
{
    public static Result<Charter> Charter(string yaml, params string[] overrides) => Load($"rondo: 1\nproject: test\n{yaml.ReplaceLineEndings("\n")}\n", overrides);

    /// <summary>What is wrong in the charter of a whole <c>rondo.yaml</c>, the sections of later stages left aside.</summary>
    public static IEnumerable<Failure> ProblemsOfCharter(string yaml) => Load(yaml, []).Failures.Where(f => f.Code is not "yaml.not-yet");

    private static Result<Charter> Load(string text, string[] overrides)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-charter-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, ProjectLoader.FileName), text);
            var project = ProjectLoader.Load(folder, overrides, new StageRegistry().AddScoping(), name => name is "SECRET" ? "hunter2" : null);
            return project.Ok ? project.Value.Section<Charter>() : project.Failures.ToList();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The charter of a text that has to be right.</summary>
    public static Charter Right(string yaml)
    {
        var charter = Charter(yaml);
        Assert.Empty(charter.Failures);
        return charter.Value;
    }

    /// <summary>The one failure of a text that has to have exactly one.</summary>
    public static Failure Wrong(string yaml) => Assert.Single(Charter(yaml).Failures);
}
