using Rondo.Data.Importing;
using Rondo.Data.Profiling;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data;

/// <summary>What is asked of <see cref="ProfileFile"/>.</summary>
/// <param name="Path">CSV, TSV, JSON lines or Parquet.</param>
/// <param name="Target">The column every other is related to, or null.</param>
public sealed record ProfileRequest(string Path, string? Target = null)
{
    /// <summary>Texts that mean that a value is missing, besides the empty one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The file's encoding, as <c>data.encoding</c> names it; found out when null.</summary>
    public string? Encoding { get; init; }

    /// <summary>The decimal mark of numbers: a point or a comma.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>How dates are written besides ISO 8601.</summary>
    public DateOrder Dates { get; init; }
}

/// <summary>A profile and the page that shows it.</summary>
/// <param name="Profile">The statistics.</param>
/// <param name="Page">One HTML page, complete in itself.</param>
public sealed record ProfiledFile(TableProfile Profile, string Page);

/// <summary>Profiles any bare file, with no project and no workspace.</summary>
public static class ProfileFile
{
    /// <summary>
    /// Reads and profiles. A Parquet file whose columns have the door types already is profiled as it stands; anything else is imported to
    /// a temporary file first, by the same rules as in a pipeline.
    /// </summary>
    /// <exception cref="FailureException">The file cannot be read, or the target is no column of it.</exception>
    public static Task<ProfiledFile> RunAsync(ProfileRequest request, Action<double?, string> progress, CancellationToken ct) => Task.Run(() => Run(request, progress, ct), ct);

    private static ProfiledFile Run(ProfileRequest request, Action<double?, string> progress, CancellationToken ct)
    {
        if (Directory.Exists(request.Path))
        {
            throw ImportFailures.Folder(request.Path);
        }

        if (!File.Exists(request.Path))
        {
            throw new FailureException(new Failure("file.missing", $"There is no file {request.Path}.", "Check the path."));
        }

        var work = Directory.CreateTempSubdirectory("rondo-profile-").FullName;
        try
        {
            var table = DoorTypes.AreIn(request.Path, work, ct) ? request.Path : Import(request, work, progress, ct);
            using var engine = new TableEngine(work, 1);
            var profile = new Profiler(engine, table, progress).Run(request.Target, classes: false, Environment.ProcessorCount, ct);
            if (request.Target is { } target && profile.Columns.All(c => !string.Equals(c.Name, target, StringComparison.Ordinal)))
            {
                throw new FailureException(UnknownColumn.Failure("--target", target, [.. profile.Columns.Select(c => c.Name)]));
            }

            return new(profile, ProfilePage.Write(profile));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string Import(ProfileRequest request, string work, Action<double?, string> progress, CancellationToken ct)
    {
        using var engine = new TableEngine(work, Environment.ProcessorCount);
        var table = System.IO.Path.Combine(work, "table.parquet");
        var verdict = new Importer(new ReadOptions { Missing = request.Missing, Encoding = request.Encoding, Forms = new(request.Decimal, request.Dates) }, engine, new Reporter(progress)).Run(
            SourceFiles.Of(request.Path, System.IO.Path.GetFileName(request.Path)), [], new(table, table + ".test", table + ".rejected", table + ".report"), ct);
        return verdict.Failures.Count == 0 ? table : throw new FailureException(verdict.Failures);
    }

    private sealed class Reporter(Action<double?, string> progress) : IStepReporter
    {
        public void Progress(double? share, string text) => progress(share, text);

        public void Metric(string key, double value, long step = 0)
        {
        }

        public void Log(string line)
        {
        }
    }
}
