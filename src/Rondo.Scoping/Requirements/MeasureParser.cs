using System.Globalization;

namespace Rondo.Scoping.Requirements;

/// <summary>Reads <c>mae</c>, <c>latency.p95</c>, <c>missing(hum)</c>, <c>gap(recall, sex)</c>, <c>within(10)</c>.</summary>
internal sealed class MeasureParser(TokenReader tokens, TaskKind? task)
{
    public MeasureTerm Parse()
    {
        var word = tokens.Take();
        if (word.Kind is not TokenKind.Word)
        {
            throw SentenceException.At(word.At, "syntax", "A requirement begins with a measure.", "Write for example: mae <= 60 on test.");
        }

        var measure = Named(word);
        var name = measure.Arguments switch
        {
            MeasureArguments.None => NoArguments(measure, word),
            MeasureArguments.Number => MeasureCatalogue.Within(Distance(measure)),
            MeasureArguments.MetricAndColumn => Gap(measure),
            _ => $"{measure.Name}({ColumnName.Write(OneColumn(measure))})",
        };
        return new(name, MeasureCatalogue.Find(name) ?? measure, word.At);
    }

    private Measure Named(Token word)
    {
        var measure = MeasureCatalogue.Find(word.Text.ToLowerInvariant());
        if (measure is null)
        {
            var near = MeasureCatalogue.Nearest(word.Text, task) ?? MeasureCatalogue.Nearest(word.Text);
            throw SentenceException.At(word.At, "unknown-measure", $"There is no measure '{word.Text}'.",
                near is null ? $"Known measures: {string.Join(", ", MeasureCatalogue.All.Where(m => task is null || m.IsFor(task.Value)).Select(m => m.Name))}." : $"Did you mean '{near}'?");
        }

        return task is null || measure.IsFor(task.Value) ? measure : throw OfOtherTask(measure, task.Value, word);
    }

    private static SentenceException OfOtherTask(Measure measure, TaskKind task, Token word)
    {
        var counterpart = (measure.Name, task) switch
        {
            ("f1", TaskKind.Multiclass) => "Did you mean 'macro_f1'? ",
            ("macro_f1" or "weighted_f1", TaskKind.Binary) => "Did you mean 'f1'? ",
            _ => "",
        };
        return SentenceException.At(word.At, "measure-of-other-task", $"{measure.Name} is not a measure of a {Words.Of(task)} task.",
            $"{counterpart}A {Words.Of(task)} task has: {string.Join(", ", MeasureCatalogue.MetricsOf(task).Select(m => m.Name))}.");
    }

    private string NoArguments(Measure measure, Token word) => tokens.Current.Is("(")
        ? throw SentenceException.At(tokens.Current.At, "arguments", $"{measure.Name} takes nothing in parentheses.", $"Write {measure.Name} alone; rows are chosen by: on test slice(condition).")
        : word.Text.ToLowerInvariant();

    private double Distance(Measure measure)
    {
        Open(measure);
        var token = tokens.Take();
        if (token.Kind is not TokenKind.Number || !double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value <= 0 || !double.IsFinite(value))
        {
            throw SentenceException.At(token.At, "arguments", $"{measure.Name} takes a positive number, and {token.Shown} is none.", $"Write {Example(measure)}.");
        }

        Close(measure);
        return value;
    }

    private string Gap(Measure measure)
    {
        Open(measure);
        var word = tokens.Current;
        var metric = new MeasureParser(tokens, task).Parse();
        if (metric.Measure.Reach is not Reach.Predictions || metric.Measure.Arguments is MeasureArguments.MetricAndColumn)
        {
            throw SentenceException.At(word.At, "arguments", $"{measure.Name} compares a metric between groups, and {metric.Measure.Name} is none.", $"Write {Example(measure)}.");
        }

        if (!tokens.TakeSign(","))
        {
            throw SentenceException.At(tokens.Current.At, "arguments", $"{measure.Name} takes a metric and a column.", $"Write {Example(measure)}.");
        }

        var column = Column(measure);
        Close(measure);
        return MeasureCatalogue.Gap(metric.Name, column);
    }

    private string OneColumn(Measure measure)
    {
        Open(measure);
        var column = Column(measure);
        Close(measure);
        return column;
    }

    private string Column(Measure measure)
    {
        var token = tokens.Take();
        return token.Kind is TokenKind.Word or TokenKind.Quoted && token.Text.Length > 0
            ? token.Text
            : throw SentenceException.At(token.At, "arguments", $"{measure.Name} needs the name of a column before {token.Shown}.", $"Write {Example(measure)}.");
    }

    private void Open(Measure measure)
    {
        if (!tokens.TakeSign("("))
        {
            throw SentenceException.At(tokens.Current.At, "arguments", $"{measure.Name} needs parentheses.", $"Write {Example(measure)}.");
        }
    }

    private void Close(Measure measure)
    {
        if (!tokens.TakeSign(")"))
        {
            throw SentenceException.At(tokens.Current.At, "arguments", $"The parenthesis of {measure.Name}( is not closed before {tokens.Current.Shown}.",
                $"Write {Example(measure)}; a column's name with other characters than letters, digits and _ stands in double quotes.");
        }
    }

    private static string Example(Measure measure) => measure.Arguments switch
    {
        MeasureArguments.Number => $"{measure.Name}(10)",
        MeasureArguments.MetricAndColumn => $"{measure.Name}(metric, column)",
        _ => $"{measure.Name}(column)",
    };
}
