using Rondo.Data.Importing;
using Rondo.Kernel;

namespace Rondo.Data.Tests;

public sealed class TableFormTests
{
    [Fact]
    public async Task A_table_goes_to_a_script_and_comes_back()
    {
        using var bench = new Bench();
        var import = bench.ImportText("n,t,b,d\n1.5,\"x, \"\"y\"\"\",true,2011-01-31\n,,,\n-3,z,false,2011-01-31 08:00:00.5\n");
        var (csv, back) = (Path.Combine(bench.Folder, "t.csv"), Path.Combine(bench.Folder, "t.parquet"));
        var forms = new TableForms();
        await forms.ToCsvAsync(import["table"], csv, CancellationToken.None);
        await forms.FromCsvAsync(csv, back, CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(import["table"]), File.ReadAllBytes(back));
        var failure = await Assert.ThrowsAsync<FailureException>(() => forms.FromCsvAsync(bench.Write("bad.csv", "a,b\n1\n"), back, CancellationToken.None));
        Assert.Equal("data.bad-rows", failure.Failures[0].Code);
    }
}
