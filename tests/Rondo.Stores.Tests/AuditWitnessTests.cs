using Rondo.Kernel;
using Rondo.Stores.Audit;

namespace Rondo.Stores.Tests;

public sealed class AuditWitnessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rondo-witness-").FullName;

    [Fact]
    public async Task Several_that_write_the_head_of_the_log_at_once_lose_no_line()
    {
        var file = Path.Combine(_folder, "audit.head");
        const int Writers = 8;
        const int Lines = 400;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            var witness = new AuditWitness(file);
            for (var i = 1; i <= Lines; i++)
            {
                witness.Confirm([Row((writer * Lines) + i)]);
            }
        })));

        var chain = new AuditWitness(file).Read();
        Assert.All(Enumerable.Range(1, Writers * Lines), n => Assert.Equal([Row(n).Hash], chain.HeldAt(n)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AuditRow Row(long number) => new(number, 0, "ann", "run", "x", "{}", AuditRow.Beginning, Digest.Of(BitConverter.GetBytes(number)).Hex);
}
