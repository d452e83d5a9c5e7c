using System.CommandLine;
using Rondo.Data;

namespace Rondo.Cli.Commands;

/// <summary>How a text file is written, where that is not to be found out: options of commands that read bare files.</summary>
internal sealed class TextFormOptions
{
    private readonly Option<string?> _encoding = new("--encoding") { Description = "utf-8, utf-16, latin-1, windows-1252, big5, gb18030 or shift_jis; the first two are recognised.", HelpName = "NAME" };
    private readonly Option<string?> _decimal = new("--decimal") { Description = "The decimal mark of numbers: '.' or ','.", HelpName = "MARK" };
    private readonly Option<string?> _dates = new("--dates") { Description = "How dates are written: year-first, day-first or month-first.", HelpName = "ORDER" };

    public TextFormOptions(Command command)
    {
        _encoding.AcceptOnlyFromAmong("utf-8", "utf-16", "latin-1", "windows-1252", "big5", "gb18030", "shift_jis");
        _decimal.AcceptOnlyFromAmong(".", ",");
        _dates.AcceptOnlyFromAmong("year-first", "day-first", "month-first");
        command.Options.Add(_encoding);
        command.Options.Add(_decimal);
        command.Options.Add(_dates);
    }

    public string? Encoding(ParseResult parsed) => parsed.GetValue(_encoding);

    /// <summary>The decimal mark; where none is given that of the project, else a point.</summary>
    public char Decimal(ParseResult parsed, DataSettings? project = null) => parsed.GetValue(_decimal)?[0] ?? project?.Decimal ?? '.';

    /// <summary>The order of dates; where none is given that of the project, else the year first.</summary>
    public DateOrder Dates(ParseResult parsed, DataSettings? project = null) => parsed.GetValue(_dates) switch
    {
        "day-first" => DateOrder.DayFirst,
        "month-first" => DateOrder.MonthFirst,
        "year-first" => DateOrder.YearFirst,
        _ => project?.Dates ?? DateOrder.YearFirst,
    };
}
