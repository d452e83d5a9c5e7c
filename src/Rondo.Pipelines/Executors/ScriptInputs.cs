using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Executors;

/// <summary>An input as a script was given it.</summary>
/// <param name="Port">Its port.</param>
/// <param name="Path">The read-only file or folder in the step's own folder.</param>
/// <param name="Digest">The stored content behind it.</param>
/// <param name="Linked">Files that share their bytes with the store, and their state before the script ran.</param>
internal sealed record GivenInput(string Port, string Path, Digest Digest, IReadOnlyList<(string Path, FileState? State)> Linked);

/// <summary>Gives scripts their inputs and looks afterwards whether they left them as they were.</summary>
internal sealed class ScriptInputs(IArtifactStore artifacts, ITableForms? tables)
{
    // A copy of a small file costs no more than a link, and nothing behind it can be damaged.
    private const long CopiedBelow = 256 * 1024;

    public async Task<IReadOnlyList<GivenInput>> PlaceAsync(StepJob job, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(job.Folder, "in")).FullName;
        var given = new List<GivenInput>();
        foreach (var (port, input) in job.Inputs)
        {
            var path = Path.Combine(folder, port + job.Endings.GetValueOrDefault(port, ""));
            var linked = job.Endings.GetValueOrDefault(port) is ".csv" && input.Kind is ArtifactKinds.Table
                ? await ConvertAsync(port, input, path, ct)
                : await PlaceAsync(job, input, path, ct);
            given.Add(new(port, path, input.Digest, linked));
        }

        return given;
    }

    /// <summary>A failure when the script changed what it was given to read. The stored object is set aside then, so that it is made anew.</summary>
    public async Task<Failure?> DamageAsync(IReadOnlyList<GivenInput> given, CancellationToken ct)
    {
        foreach (var input in given)
        {
            if (input.Linked.Any(f => f.State is null || Posix.StateOf(f.Path) != f.State) && !await artifacts.IsIntactAsync(input.Digest, ct))
            {
                return new("step.damaged-input", $"It changed its input '{input.Port}', which other steps and runs share.",
                    "Let it write to a copy in its own folder; the damaged content was set aside and is made anew by the next run.")
                { Kind = FailureKind.World };
            }
        }

        return null;
    }

    public static FailureException NoTables(string port) => new(new Failure("step.no-table-forms",
        $"The port '{port}' is a table, and this program cannot convert tables between CSV and Parquet.", "Use a program with the data stage, or write as: parquet, or kind: file.")
    { Kind = FailureKind.World });

    private async Task<IReadOnlyList<(string Path, FileState? State)>> ConvertAsync(string port, StepInput input, string path, CancellationToken ct)
    {
        await (tables ?? throw NoTables(port)).ToCsvAsync(input.Path, path, ct);
        return [];
    }

    private async Task<IReadOnlyList<(string Path, FileState? State)>> PlaceAsync(StepJob job, StepInput input, string path, CancellationToken ct)
    {
        if (input.Path.StartsWith(job.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            File.Move(input.Path, path);   // made for this step alone
            return [];
        }

        if (File.Exists(input.Path) && new FileInfo(input.Path).Length < CopiedBelow)
        {
            File.Copy(input.Path, path);
            return [];
        }

        await artifacts.CheckOutAsync(input.Digest, path, CheckOutMode.Link, ct);
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path];
        return [.. files.Select(f => (f, Posix.StateOf(f)))];
    }
}
