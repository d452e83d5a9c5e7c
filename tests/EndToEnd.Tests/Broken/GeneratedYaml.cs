using System.Globalization;
using System.Text;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.EndToEnd.Broken;

/// <summary>Thousands of damaged <c>rondo.yaml</c>: each is understood, or refused with code, place and remedy; never a crash.</summary>
public sealed class GeneratedYaml
{
    private const int BlockSize = 250;
    private const int MostLookedAt = 50;
    private const long MostBytes = 128L << 20;

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Is_understood_or_refused_with_code_place_and_remedy(int block)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var refused = 0;
        for (var seed = block * BlockSize; seed < (block + 1) * BlockSize; seed++)
        {
            var bytes = YamlDamage.Of(seed);
            File.WriteAllBytes(Path.Combine(folder.Path, ProjectLoader.FileName), bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var failures = Failures(folder.Path, seed, bytes);
            var used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used < MostBytes, $"seed {seed}: {used} bytes of memory for {bytes.Length} bytes of YAML");
            refused += failures.Count > 0 ? 1 : 0;
            var (where, lines) = ($"seed {seed}\n{Shown(bytes)}", Lines(bytes));
            foreach (var failure in failures.Take(MostLookedAt))
            {
                Demand.Says(failure, where);
                Assert.True(failure.Place is { } place && place.Line <= lines + 1, $"{failure} has no place in the file: {where}");
            }
        }

        Assert.InRange(refused, BlockSize / 2, BlockSize);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(222)]
    [InlineData(3333)]
    [InlineData(44_444)]
    [InlineData(555_555)]
    [InlineData(6_666_666)]
    public async Task Is_refused_or_run_by_the_program(int seed)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, ProjectLoader.FileName), YamlDamage.Of(seed));
        await CleanFailure.OrSuccessAsync(string.Create(CultureInfo.InvariantCulture, $"YAML with damage {seed}"), folder.Path, "run", "--explain");
    }

    private static IReadOnlyList<Failure> Failures(string folder, int seed, byte[] bytes)
    {
        try
        {
            var project = ProjectLoader.Load(folder, [], Stages.All, _ => null);
            return project.Ok ? PipelineLint.Check(project.Value, Stages.All).Failures : project.Failures;
        }
        catch (Exception bug) when (bug is not FailureException)
        {
            Assert.Fail($"seed {seed}: {bug}\n{Shown(bytes)}");
            return [];
        }
        catch (FailureException failure)
        {
            return failure.Failures;
        }
    }

    private static int Lines(byte[] bytes) => bytes.Count(b => b == '\n') + bytes.Count(b => b == '\r') + 1 + (Encoding.UTF8.GetString(bytes).Count(c => c is '\u0085' or '\u2028' or '\u2029'));

    private static string Shown(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(3000, bytes.Length)));
}
