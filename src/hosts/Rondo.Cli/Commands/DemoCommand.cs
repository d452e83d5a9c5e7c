using System.CommandLine;
using Rondo.Cli.Demo;
using Rondo.Cli.Output;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo demo</c>: the whole lifecycle on data that it makes itself.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where to make the project.", DefaultValueFactory = _ => "rondo-demo" };
        var drift = new Option<bool>("--drift") { Description = "Let the simulated city change its habits in the last months." };
        var command = new Command("demo", "The whole lifecycle on data that it makes itself.\n\nExample:\n  rondo demo") { folder, drift };
        command.Does((parsed, ct) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(drift), parsed.GetValue(GlobalOptions.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool drift, bool json, CancellationToken ct)
    {
        var path = Path.GetFullPath(folder);
        Say(json, $"A simulated city's bike sharing, two years by the hour: {path}");
        DemoProject.Write(path, drift);
        Say(json, "  rondo.yaml         the charter, the data, what to check: read it, it is short");
        Say(json, "  data/rentals.csv   17,520 rows, with missing values, a few wrong lines and two columns that give the answer away");
        Say(json, "");

        await using var session = await ProjectSession.OpenFolderAsync(path, ct);
        var code = await RunPipeline.ExecuteAsync(session, new RunRequest(session.Project) { ResumeCommand = $"{Program} -C {folder} run" }, json, ct);
        if (code != ExitCodes.Done || json)
        {
            return code;
        }

        var version = (await ListModels.RunAsync(session.Workspace, session.Project.Name, ct))[0];
        if (!version.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal))
        {
            _ = (await PromoteModel.RunAsync(session.Workspace, new PromoteRequest(version.ToString(), ProjectSession.User), ct)).Value;
        }

        var bundle = (await FindBundle.RunAsync(version.ToString(), session.Workspace, ct)).Value;
        var predictions = Path.Combine(path, "predictions.csv");
        var scored = (await PredictFile.RunAsync(new PredictRequest(bundle, Path.Combine(path, "data", "rentals.csv"), predictions) { Keep = ["id"], Missing = ["n/a"] }, progress: null, ct)).Value;
        Say(json, "");
        Say(json, $"{version} is the champion now, and has scored the file: {scored.Scored:N0} predictions, {scored.BadRows} wrong lines listed and left out.");
        var reports = await Reports.WriteAsync(session, step: null, ct);
        Summarise(folder, reports);
        return ExitCodes.Done;
    }

    // The launcher in the folder at hand is called as it stands there.
    private static string Program => Environment.GetEnvironmentVariable("RONDO_PROGRAM") is { } launcher && string.Equals(Path.GetDirectoryName(launcher), Environment.CurrentDirectory, StringComparison.Ordinal) ? "./rondo" : "rondo";

    private static void Summarise(string folder, IReadOnlyList<(string Step, string Path)> reports)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine(Terminal.Bold("Look around"));
        Terminal.Out.WriteLine($"  {folder}/rondo.yaml, schema.yaml, predictions.csv; everything else is in {folder}/.rondo");
        foreach (var (step, page) in reports)
        {
            Terminal.Out.WriteLine($"  {page}   {Terminal.Faint($"the page of {step}")}");
        }

        Terminal.Out.WriteLine(Terminal.Bold("Try next"));
        foreach (var (command, what) in new[]
        {
            ("status", "where the project stands"),
            ("model show", "measurements with intervals, by slice, beside the baseline"),
            ("why bike-demand@champion", "rows, code, people and decisions behind it"),
            ("reproduce bike-demand@champion", "build it again and compare, byte for byte"),
            ("run --explain -D train.seed=8", "what another seed would run again, and why"),
            ("audit verify", "nobody touched the record"),
        })
        {
            Terminal.Out.WriteLine($"  {$"{Program} -C {folder} {command}",-54} {Terminal.Faint(what)}");
        }
    }

    private static void Say(bool json, string line)
    {
        if (!json)
        {
            Terminal.Out.WriteLine(line);
        }
    }
}
