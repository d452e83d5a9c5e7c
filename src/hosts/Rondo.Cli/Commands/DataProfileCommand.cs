using System.CommandLine;
using Rondo.Cli.Output;
using Rondo.Data;
using Rondo.Kernel;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo data profile FILE</c>: statistics of any bare file, with no project.</summary>
internal static class DataProfileCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "CSV, TSV, JSON lines or Parquet." };
        var html = new Option<string?>("--html") { Description = "Write the page to look at here.", HelpName = "FILE" };
        var target = new Option<string?>("--target") { Description = "Relate every column to this one.", HelpName = "COLUMN" };
        var missing = new Option<string[]>("--missing") { Description = "Texts that mean a missing value, besides the empty one.", HelpName = "TEXT", AllowMultipleArgumentsPerToken = true };
        var command = new Command("profile", "Statistics of a file, with no project needed.\n\nExample:\n  rondo data profile data/hour.csv --html profile.html") { file, html, target, missing };
        var forms = new TextFormOptions(command);
        command.Does(async (parsed, ct) =>
        {
            if (parsed.GetValue(html) is { } wanted && OtherFile.Stands(wanted, "<!doctype html"))
            {
                throw new FailureException(OtherFile.Failure(wanted, "page"));
            }

            using var line = new ProgressLine();
            var request = new ProfileRequest(Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(target))
            {
                Missing = parsed.GetValue(missing) ?? [],
                Encoding = forms.Encoding(parsed),
                Decimal = forms.Decimal(parsed),
                Dates = forms.Dates(parsed),
            };
            var result = await ProfileFile.RunAsync(request, line.Show, ct);
            line.Dispose();
            if (parsed.GetValue(html) is { } page)
            {
                await File.WriteAllTextAsync(page, result.Page, ct);
            }

            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.Write(result.Profile.ToJson());
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine($"{result.Profile.Rows:N0} rows, {result.Profile.Columns.Count} columns, {result.Profile.DuplicateRows:N0} duplicate rows");
            Table.Print(["column", "type", "missing", "distinct", "min", "mean", "max", "most frequent"], result.Profile.Columns.Select(c => new[]
            {
                c.Name, c.Type.ToString().ToLowerInvariant(), c.Missing.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), c.Distinct.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
                Shown(c, n => n.Minimum), Shown(c, n => n.Mean), Shown(c, n => n.Maximum),
                c.Top is [var first, ..] ? first.Value : "",
            }));
            foreach (var alert in result.Profile.Alerts)
            {
                Terminal.Out.WriteLine($"{Terminal.Yellow("note:")} {(alert.Column is null ? "" : alert.Column + ": ")}{alert.Text}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Shown(ColumnProfile column, Func<NumberProfile, double> of) => column.Numbers is not { } numbers
        ? ""
        : column.Type == ColumnType.Timestamp ? Amounts.Time(of(numbers)) : Amounts.Number(of(numbers));
}
