using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo predict BUNDLE FILE</c>: batch scoring of files of any size.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A .rondo bundle, or a registered model: bike-demand@champion." };
        var file = new Argument<string>("file") { Description = "CSV, TSV, JSON lines or Parquet; - is standard input." };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write; .csv, .tsv, .jsonl or .parquet. Default: CSV on standard output.", HelpName = "FILE" };
        var keep = new Option<string[]>("--keep") { Description = "Columns of the input to carry along; '*' is all of them.", HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };
        var bad = new Option<long?>("--bad-rows") { Description = "How many rows may be impossible to score; 0: all or nothing. Default: any number but all.", HelpName = "N" }.Between(0);
        var missing = new Option<string[]>("--missing") { Description = "Texts that mean a missing value, besides the empty one.", HelpName = "TEXT", AllowMultipleArgumentsPerToken = true };
        var command = new Command("predict", "Predict every row of a file, in constant memory. Exit code 1 when some rows could not be scored.\n\nExample:\n  rondo predict bike-demand@champion new.csv --keep id -o predictions.csv") { model, file, output, keep, bad, missing };
        var forms = new TextFormOptions(command);
        command.Does(async (parsed, ct) =>
        {
            var json = parsed.GetValue(GlobalOptions.Json);
            var target = parsed.GetValue(output);
            if (json && target is null)
            {
                throw new FailureException(new Failure("cli.two-outputs", "--json and the predictions cannot both go to standard output.", "Name a file for the predictions: -o predictions.csv."));
            }

            var bundle = await BundleAsync(parsed, parsed.GetValue(model)!, ct);
            var path = parsed.GetValue(file)!;
            var data = DataOfProject(parsed);
            var request = new PredictRequest(bundle, path is "-" ? path : Path.GetFullPath(path), target is null ? null : Path.GetFullPath(target))
            {
                Keep = parsed.GetValue(keep) ?? [],
                MaximumBadRows = parsed.GetValue(bad),
                Missing = [.. data.Missing, .. parsed.GetValue(missing) ?? []],
                Encoding = forms.Encoding(parsed),
                EncodingOtherwise = data.Encoding,
                Decimal = forms.Decimal(parsed, data),
                Dates = forms.Dates(parsed, data),
            };
            using var line = new ProgressLine();
            var pipes = new PredictPipes(path is "-" ? Console.OpenStandardInput() : null, target is null ? Terminal.Out : null);
            var report = await BundlePlace.InAsync(parsed.GetValue(model)!, () => PredictFile.RunAsync(request, pipes, new Forward(p => line.Show(p.Share, string.Create(CultureInfo.InvariantCulture, $"{p.Rows:N0} rows"))), ct));
            line.Dispose();
            Print(report, json);
            return report.BadRows > 0 ? ExitCodes.No : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<string> BundleAsync(ParseResult parsed, string model, CancellationToken ct)
    {
        if (Path.Exists(model))
        {
            return model;
        }

        await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
        return (await FindBundle.RunAsync(model, workspace, ct)).Value;
    }

    // What was missing when the project's model was trained is missing now, and numbers and dates are written as they were.
    private static DataSettings DataOfProject(ParseResult parsed)
    {
        if (ProjectLoader.FindFolder(parsed.GetValue(GlobalOptions.Folder)!) is not { } folder)
        {
            return new();
        }

        var project = ProjectLoader.Load(folder, [], Stages.All());
        return project.Ok ? project.Value.Section<DataSettings>() : new();
    }

    private static void Print(PredictReport report, bool json)
    {
        if (json)
        {
            Terminal.Out.WriteLine(new JsonObject
            {
                ["model"] = report.Model,
                ["version"] = report.Version.Hex,
                ["rows"] = report.Rows,
                ["scored"] = report.Scored,
                ["badRows"] = report.BadRows,
                ["listed"] = new JsonArray([.. report.Listed.Select(f => FailureText.Json(f))]),
                ["notes"] = new JsonArray([.. report.Notes.Select(n => (JsonNode?)n)]),
            }.ToJsonString(JsonText.Indented));
            return;
        }

        foreach (var note in report.Notes)
        {
            Terminal.Error.WriteLine($"note: {Printable.Of(note)}");
        }

        foreach (var row in report.Listed)
        {
            Terminal.Error.WriteLine($"not scored: {(row.Place is null ? "" : $"{row.Place}: ")}{row.Problem}");
        }

        Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Scored:N0} of {report.Rows:N0} rows scored with {report.Model} {report.Version.Abbreviated}."));
    }

    private sealed class Forward(Action<PredictProgress> show) : IProgress<PredictProgress>
    {
        public void Report(PredictProgress value) => show(value);
    }
}
