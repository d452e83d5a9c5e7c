using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Rondo.EndToEnd.Docs;

/// <summary>
/// Does what a page says, in a folder of its own: <c>```yaml file=NAME</c> writes a file, <c>edit=NAME</c> replaces the sections of one,
/// <c>```sh run</c> runs (with <c>exit=N</c> when the last command does not end with 0), and <c>```text output</c> is what the block before it has
/// printed: lines in order, <c>…</c> for what is left out. Durations, sizes, moments and digests may differ.
/// </summary>
internal static partial class PageRun
{
    public static async Task RunAsync(DocPage page, string folder, CancellationToken ct)
    {
        var printed = "";
        foreach (var block in page.Blocks)
        {
            if (block.Value("file") is { } file)
            {
                Write(folder, file, block.Text);
            }
            else if (block.Value("edit") is { } edited)
            {
                Write(folder, edited, YamlSections.Replace(await File.ReadAllTextAsync(Path.Combine(folder, edited), ct), block.Text));
            }
            else if (block.Language is "sh" && block.Has("run"))
            {
                (var code, printed) = await ShellAsync(folder, block.Text, ct);
                var expected = block.Value("exit") ?? "0";
                Assert.True(code.ToString(System.Globalization.CultureInfo.InvariantCulture) == expected, $"{block}: exit code {code} and not {expected}\n{printed}");
                folder = Entered(folder, block.Text);
            }
            else if (block.Language is "text" && block.Has("output"))
            {
                Compare(block, printed);
            }
        }
    }

    private static void Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    // A reader who was told to go to a folder is there in the next block, too.
    private static string Entered(string folder, string text) =>
        text.Split('\n').Where(l => l.StartsWith("cd ", StringComparison.Ordinal)).Aggregate(folder, (at, l) => Path.GetFullPath(Path.Combine(at, l[3..].Trim())));

    private static async Task<(int Code, string Output)> ShellAsync(string folder, string text, CancellationToken ct)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-e", "-c", "exec 2>&1\n" + text])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("RONDO_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["RONDO_USER"] = "ada";
        start.Environment["PATH"] = Repository.Root + Path.PathSeparator + start.Environment["PATH"];
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        try
        {
            var output = await shell.StandardOutput.ReadToEndAsync(ct);
            await shell.WaitForExitAsync(ct);
            return (shell.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static void Compare(DocBlock block, string printed)
    {
        var rest = new Queue<string>(printed.Split('\n').Select(Steady));
        foreach (var line in block.Text.Split('\n').Select(Steady).Where(l => l.Length > 0 && l != "…"))
        {
            var pattern = "^" + string.Join(".*", line.Split('…').Select(Regex.Escape)) + "$";
            while (rest.Count > 0 && !Regex.IsMatch(rest.Peek(), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            {
                rest.Dequeue();
            }

            Assert.True(rest.Count > 0, $"{block}: nothing like this line was printed (in this order): {line}\n--- printed\n{printed}");
            rest.Dequeue();
        }
    }

    // What differs from run to run and from machine to machine.
    private static string Steady(string line) =>
        Space().Replace(Hex().Replace(Moment().Replace(Amount().Replace(line, "N unit"), "MOMENT"), "DIGEST"), " ").Trim();

    [GeneratedRegex(@"\b\d[\d.,]* ?(ms|µs|us|s|min|h|B|kB|KB|MB|GB)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\b[0-9a-f]{10,64}\b", RegexOptions.None, 1000)]
    private static partial Regex Hex();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
