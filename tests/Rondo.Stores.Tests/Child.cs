using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Rondo.Stores.Tests;

/// <summary>What this assembly does when it is run as a program: another process that uses a workspace, to be raced with or killed.</summary>
internal static class Child
{
    public static async Task<int> Main(string[] arguments)
    {
        var options = new WorkspaceOptions(arguments[1], TimeProvider.System, [])
        {
            PostgreSql = arguments.Length > 3 ? arguments[3] : null,
        };
        await using var workspace = await Workspace.OpenAsync(options, default);
        var count = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            await (arguments[0] switch
            {
                "increment" => IncrementAsync(workspace),
                "publish" => PublishAsync(workspace),
                "fill" => FillAsync(workspace, i),
                var verb => throw new ArgumentException(verb, nameof(arguments)),
            });
        }

        return 0;
    }

    /// <summary>Starts this assembly as a program.</summary>
    public static Process Start(params string[] arguments) => Start("dotnet", [typeof(Child).Assembly.Location, .. arguments]);

    public static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static Task IncrementAsync(Workspace workspace) => workspace.WriteAsync(
        async (t, ct) =>
        {
            await using var read = t.Sql("SELECT n FROM items WHERE id = 1");
            var n = (long)(await read.ExecuteScalarAsync(ct))!;
            await t.ExecuteSqlAsync("UPDATE items SET n = @n WHERE id = 1", [("n", n + 1)], ct);
        },
        default);

    // One act: a row, a file and an audit event, or none of them. Its number is printed when it is acknowledged.
    private static async Task PublishAsync(Workspace workspace)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{Environment.ProcessId}/{Stopwatch.GetTimestamp()};", 2000)));
        var staged = await workspace.Artifacts.StageAsync(content, default);
        var number = await workspace.Metadata.WriteAsync(
            async (t, ct) =>
            {
                await workspace.Artifacts.PublishAsync(t, [staged], ct);
                await using var read = t.Sql("SELECT COUNT(*) FROM items");
                var id = (long)(await read.ExecuteScalarAsync(ct))! + 1;
                await t.ExecuteSqlAsync("INSERT INTO items (id, digest) VALUES (@id, @digest)", [("id", id), ("digest", staged.Digest.Hex)], ct);
                await workspace.Audit.AppendAsync(t, new("child", "publish", staged.Digest.Hex, []), ct);
                return id;
            },
            default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {staged.Digest.Hex}"));
    }

    private static async Task FillAsync(Workspace workspace, int i)
    {
        var content = new byte[300_000];
        new Random(i).NextBytes(content);
        try
        {
            var staged = await workspace.Artifacts.StageAsync(content, default);
            await workspace.WriteAsync((t, ct) => workspace.Artifacts.PublishAsync(t, [staged], ct), default);
            Console.WriteLine(staged.Digest.Hex);
        }
        catch (Kernel.FailureException e)
        {
            Console.WriteLine(e.Failures[0].Code);
            Console.WriteLine((await workspace.Artifacts.VerifyAsync(null, default)).Intact);
            Environment.Exit(0);
        }
    }
}
