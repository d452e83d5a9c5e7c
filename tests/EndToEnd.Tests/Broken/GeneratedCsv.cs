using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.EndToEnd.Broken;

/// <summary>A thousand damaged tables: each is imported with every row accounted for, or refused with code, place and remedy; never a crash.</summary>
public sealed class GeneratedCsv
{
    private const int BlockSize = 100;
    private const long MostBytes = 512L << 20;

    private static readonly string[] Parameters =
    [
        "{}", """{"bad-row-share":1}""", """{"bad-rows":3}""", """{"missing":["NA","?"],"bad-row-share":0.5}""", """{"header":false}""", """{"encoding":"utf-8","bad-row-share":1}""", """{"delimiter":",","quote":"'"}""",
    ];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Is_imported_whole_or_refused_with_code_place_and_remedy(int block)
    {
        using var folder = new TemporaryFolder();
        var refused = 0;
        for (var seed = block * BlockSize; seed < (block + 1) * BlockSize; seed++)
        {
            refused += await ImportAsync(folder.Path, seed) ? 0 : 1;
        }

        Assert.InRange(refused, BlockSize / 10, BlockSize - (BlockSize / 10));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(77)]
    [InlineData(777)]
    [InlineData(7777)]
    [InlineData(77_777)]
    [InlineData(777_777)]
    public async Task Is_read_or_refused_by_the_program(int seed)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "data/rentals.csv"), CsvDamage.Of(seed));
        await CleanFailure.OrSuccessAsync(string.Create(CultureInfo.InvariantCulture, $"CSV with damage {seed}"), folder.Path, "run", "validate");
    }

    // Whether it was imported.
    private static async Task<bool> ImportAsync(string folder, int seed)
    {
        var bytes = CsvDamage.Of(seed);
        var source = Path.Combine(folder, "table.csv");
        await File.WriteAllBytesAsync(source, bytes);
        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var component = Stages.All.Components["data/import"];
        var outputs = component.Outputs.ToDictionary(o => o.Name, o => Path.Combine(folder, o.FileName), StringComparer.Ordinal);
        foreach (var output in outputs.Values)
        {
            File.Delete(output);
        }

        var context = new StepContext
        {
            StepName = "import",
            Parameters = JsonNode.Parse(Parameters[seed % Parameters.Length])!.AsObject(),
            Inputs = new Dictionary<string, StepInput>(StringComparer.Ordinal) { ["source"] = new(source, ArtifactKinds.File, default) { DisplayName = "data/table.csv" } },
            Outputs = outputs,
            WorkFolder = work,
            Report = new Silent(),
            Threads = 1,
            Clock = TimeProvider.System,
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failures = await RunAsync(component, context, $"seed {seed}\n{Shown(bytes)}");
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(used < MostBytes, $"seed {seed}: {used} bytes of memory for {bytes.Length} bytes of CSV");
        foreach (var failure in failures)
        {
            Demand.Says(failure, $"seed {seed}\n{Shown(bytes)}");
        }

        Assert.True(failures.Count == 0 || failures.Any(f => f.Place is { File: "data/table.csv" } or { File: "rondo.yaml" }), $"seed {seed}: no failure has a place: {string.Join('\n', failures)}\n{Shown(bytes)}");
        if (failures.Count == 0)
        {
            var report = JsonNode.Parse(await File.ReadAllTextAsync(outputs["report"]))!;
            Assert.True((long)report["rows"]! + (long)report["bad-rows"]! == (long)report["rows-read"]!, $"seed {seed}: rows are lost: {report}\n{Shown(bytes)}");
        }

        return failures.Count == 0;
    }

    private static async Task<IReadOnlyList<Failure>> RunAsync(IComponent component, StepContext context, string where)
    {
        try
        {
            return (await component.RunAsync(context, CancellationToken.None)).Failures;
        }
        catch (FailureException failure)
        {
            return failure.Failures;
        }
        catch (Exception bug) when (bug is not FailureException)
        {
            Assert.Fail($"{bug}: {where}");
            return [];
        }
    }

    private static string Shown(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(2000, bytes.Length)));

    private sealed class Silent : IStepReporter
    {
        public void Progress(double? share, string text)
        {
        }

        public void Metric(string key, double value, long step = 0)
        {
        }

        public void Log(string line)
        {
        }
    }
}
