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
        var folder = new Argument<string?>("folder") { Description = "Where to make the project; default: rondo-demo.", Arity = ArgumentArity.ZeroOrOne };
        var brief = new Option<bool>("--short") { Description = "End when the model is made: nothing is served, nothing wears out." };
        var up = new Option<bool>("--up") { Description = "Leave a server open with all of it, in the demo's own time, until Ctrl-C." };
        var port = new Option<int?>("--port", "-p") { Description = "The server's port; 0 takes a free one. Default 7777.", HelpName = "PORT" }.Between(0, ushort.MaxValue);
        var force = new Option<bool>("--force") { Description = "Replace files that are not as the demo writes them." };
        var command = new Command("demo", "The whole lifecycle on data that it makes itself: from a charter to a model that is served, wears out and is renewed.\n\nExample:\n  rondo demo") { folder, brief, up, port, force };
        command.Does(async (parsed, ct) =>
        {
            var (place, json) = (parsed.GetValue(folder) ?? "rondo-demo", parsed.GetValue(GlobalOptions.Json));
            var clock = new DemoClock(DemoLife.Begin.AddHours(-6));
            var code = await RunAsync(place, clock, (parsed.GetValue(force), parsed.GetValue(brief)), json, ct);
            return code == ExitCodes.Done && parsed.GetValue(up) ? await UpAsync(place, clock, parsed.GetValue(port), json, ct) : code;
        });
        return command;
    }

    private static async Task<int> RunAsync(string folder, DemoClock clock, (bool Force, bool Brief) how, bool json, CancellationToken ct)
    {
        var path = Path.GetFullPath(folder);
        DemoProject.Write(path, how.Force);
        Say(json, $"A simulated city's bike sharing, two years by the hour: {path}");
        Say(json, "  rondo.yaml         the charter, the data, what to check, watch and renew: read it, it is short");
        Say(json, "  data/rentals.csv   17,520 rows, with missing values, a few wrong lines and two columns that give the answer away");
        Say(json, "");

        await using var session = await ProjectSession.OpenFolderAsync(path, clock, ct);
        var life = new DemoLife(session, clock);
        if (await life.HasBegunAsync(ct))
        {
            clock.Set(DemoLife.End);
        }

        clock.Go();
        var code = await RunPipeline.ExecuteAsync(session, new RunRequest(session.Project) { ResumeCommand = $"{Program} -C {folder} run" }, json, ct);
        if (code != ExitCodes.Done || json)
        {
            return code;
        }

        await ScoreAsync(session, path, ct);
        if (!how.Brief)
        {
            await LiveAsync(session, life, ct);
        }

        Summarise(folder, how.Brief, await Reports.WriteAsync(session, step: null, ct));
        return ExitCodes.Done;
    }

    private static async Task ScoreAsync(ProjectSession session, string path, CancellationToken ct)
    {
        var versions = await ListModels.RunAsync(session.Workspace, session.Project.Name, ct);
        var version = versions.FirstOrDefault(v => v.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal));
        if (version is null)
        {
            version = versions[0];
            _ = (await PromoteModel.RunAsync(session.Workspace, new PromoteRequest(version.ToString(), ProjectSession.User), ct)).Value;
        }

        var bundle = (await FindBundle.RunAsync(version.ToString(), session.Workspace, ct)).Value;
        var request = new PredictRequest(bundle, Path.Combine(path, "data", "rentals.csv"), Path.Combine(path, DemoProject.Predictions)) { Keep = ["id"], Missing = ["n/a"] };
        var scored = (await PredictFile.RunAsync(request, progress: null, ct)).Value;
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine($"{version} is the champion now, and has scored the file: {scored.Scored:N0} predictions, {scored.BadRows} wrong lines listed and left out.");
    }

    private static async Task LiveAsync(ProjectSession session, DemoLife life, CancellationToken ct)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine($"{Terminal.Bold("In use")}: {DemoLife.Weeks} weeks behind the endpoint {life.Endpoint}, in simulated time. A request an hour; its truth is known {DemoLife.DaysLate} days later.");
        Terminal.Out.WriteLine();
        var timeline = new DemoTimeline(session, life.Endpoint);
        DemoTimeline.PrintHead();
        for (var week = 0; week < await life.KnownWeeksAsync(ct); week++)
        {
            await timeline.PrintAsync(week, ct);
        }

        await life.RunAsync(week => timeline.PrintAsync(week, ct), ct);
        Terminal.Out.WriteLine();
        await timeline.SumUpAsync(ct);
    }

    private static Task<int> UpAsync(string folder, DemoClock clock, int? port, bool json, CancellationToken ct)
    {
        clock.Set(DemoLife.End);
        clock.Go();
        Say(json, "");
        Say(json, $"The server's time goes on from {DemoLife.End:yyyy-MM-dd}, the end of the simulated weeks.");
        return UpCommand.ServeAsync(new(Path.GetFullPath(folder), UpCommand.Address(null, port)), json, clock, ct);
    }

    // The launcher in the folder at hand is called as it stands there.
    private static string Program => Environment.GetEnvironmentVariable("RONDO_PROGRAM") is { } launcher && string.Equals(Path.GetDirectoryName(launcher), Environment.CurrentDirectory, StringComparison.Ordinal) ? "./rondo" : "rondo";

    private static void Summarise(string folder, bool brief, IReadOnlyList<(string Step, string Path)> reports)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine(Terminal.Bold("Look around"));
        Terminal.Out.WriteLine($"  {folder}/rondo.yaml, schema.yaml, predictions.csv; everything else is in {folder}/.rondo");
        foreach (var (step, page) in reports)
        {
            Terminal.Out.WriteLine($"  {page}   {Terminal.Faint($"the page of {step}")}");
        }

        Terminal.Out.WriteLine(Terminal.Bold("Try next"));
        foreach (var (command, what, _) in new[]
        {
            ("status", "where the project stands", false),
            ("model show", "measurements with intervals, by slice, beside the baseline", false),
            ("why bike-demand@champion", "rows, code, people and decisions behind it", false),
            ("reproduce bike-demand@champion", "build it again and compare, byte for byte", false),
            ("run --explain -D train.seed=8", "what another seed would run again, and why", false),
            ($"why {DemoLife.IdOf((DemoLife.Weeks * 7 * 24) - 16)}", "one prediction: asked, answered, true, and how its model came to be there", true),
            ($"retrain {DemoProject.Name} --list", "what set each retraining off, and what came of it", true),
            ("audit verify", "nobody touched the record", false),
            ("up", "the same in a browser; or at once: demo --up", false),
        }.Where(t => !brief || !t.Item3))
        {
            Terminal.Out.WriteLine($"  {$"{Program} -C {folder} {command}",-58} {Terminal.Faint(what)}");
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
