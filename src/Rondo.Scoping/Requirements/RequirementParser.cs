using Rondo.Kernel;

namespace Rondo.Scoping.Requirements;

/// <summary>Reads <c>measure op bound [on where] [warn]</c> and checks that it can be meant.</summary>
internal static class RequirementParser
{
    private static readonly string[] Operators = ["<=", "<", ">=", ">", "="];

    public static Result<Requirement> Parse(string text, Place place, TaskKind? task)
    {
        try
        {
            var tokens = new TokenReader(Lexer.Cut(text));
            var term = new MeasureParser(tokens, task).Parse();
            var sign = Operator(tokens);
            var bound = new BoundParser(tokens, term.Measure).Parse();
            var (where, slice) = Where(tokens, term.Measure, task, place);
            var warn = tokens.TakeWord("warn");
            End(tokens);
            Sense.Check(term, sign, bound, where);
            return new Requirement(text.Trim(), term.Name, sign.Text, bound.ToString(), where.Split, slice, warn, place);
        }
        catch (SentenceException e)
        {
            return new Failure(e.Code, e.Message, e.Remedy, At(place, e.Position));
        }
        catch (FailureException e)
        {
            return e.Failures.ToList();
        }
    }

    private static Token Operator(TokenReader tokens)
    {
        var sign = tokens.Take();
        if (sign.Kind is TokenKind.Sign && Operators.Contains(sign.Text, StringComparer.Ordinal))
        {
            return sign;
        }

        var remedy = sign.Text switch
        {
            "=<" or "≤" => "Did you mean '<='?",
            "=>" or "≥" => "Did you mean '>='?",
            "==" => "Did you mean '='?",
            "between" or "BETWEEN" => "Write two requirements, one with >= and one with <=.",
            "(" => "This measure takes nothing in parentheses.",
            _ => "Write <=, <, >=, > or =.",
        };
        throw SentenceException.At(sign.At, "operator",
            sign.Kind is TokenKind.End ? "The requirement ends where a comparison belongs." : $"{sign.Shown} stands where a comparison belongs.", remedy);
    }

    private static (MeasuringPlace Where, string Slice) Where(TokenReader tokens, Measure measure, TaskKind? task, Place place)
    {
        var places = MeasuringPlace.Of(measure, task);
        if (!tokens.Current.IsWord("on"))
        {
            return (places[0], "");
        }

        var on = tokens.Take();
        if (places is [{ Split: "", Slices: false }])
        {
            throw SentenceException.At(on.At, "where", $"{measure.Name} is not measured on rows.", "Leave 'on …' out.");
        }

        var where = tokens.Current.IsWord("slice") ? places[0] : Named(tokens.Take(), places, measure);
        return (where, Slice(tokens, measure, where, places, place));
    }

    private static MeasuringPlace Named(Token word, IReadOnlyList<MeasuringPlace> places, Measure measure)
    {
        var split = word.Kind is TokenKind.Word ? Split.Named(word.Text) : null;
        if (places.FirstOrDefault(p => string.Equals(p.Split, split, StringComparison.Ordinal)) is { } found)
        {
            return found;
        }

        string[] allowed = [.. places.Select(p => p.Split).Where(s => s.Length > 0)];
        if (split is not null)
        {
            throw SentenceException.At(word.At, "where", $"{measure.Name} is not measured on {split}.", $"It may be: {string.Join(", ", allowed)}.");
        }

        var near = word.Kind is TokenKind.Word ? NearestName.Of(word.Text, allowed) : null;
        throw SentenceException.At(word.At, "where", $"{(word.Kind is TokenKind.End ? "Nothing" : word.Shown)} stands where a split belongs.",
            $"{(near is null ? "" : $"Did you mean '{near}'? ")}It may be: {string.Join(", ", allowed)}{(places.Any(p => p.Slices) ? ", slice(condition)" : "")}.");
    }

    private static string Slice(TokenReader tokens, Measure measure, MeasuringPlace where, IReadOnlyList<MeasuringPlace> places, Place place)
    {
        if (!tokens.Current.IsWord("slice"))
        {
            return "";
        }

        var word = tokens.Take();
        if (!where.Slices)
        {
            string[] sliced = [.. places.Where(p => p.Slices).Select(p => p.Split)];
            throw sliced.Length == 0
                ? SentenceException.At(word.At, "slice", $"{measure.Name} is not measured on slices.", "Leave slice(…) out.")
                : SentenceException.At(word.At, "slice", $"{measure.Name} is not measured on slices of {(where.Split.Length == 0 ? "the whole table" : where.Split)}.", $"Slices are of: {string.Join(", ", sliced)}.");
        }

        var condition = tokens.Take();
        if (condition.Kind is not TokenKind.Condition)
        {
            throw SentenceException.At(condition.At, "slice", "slice needs a condition in parentheses.", "Write for example: slice(workingday = 0).");
        }

        return string.IsNullOrWhiteSpace(condition.Text)
            ? throw SentenceException.At(condition.At, "slice", "The condition of slice() is missing.", "Write for example: slice(workingday = 0).")
            : SliceCondition.NormalForm(condition.Text, At(place, condition.At + 1));
    }

    private static void End(TokenReader tokens)
    {
        var rest = tokens.Current;
        if (rest.Kind is TokenKind.End)
        {
            return;
        }

        var remedy = rest switch
        {
            { Kind: TokenKind.Word } when Split.Named(rest.Text) is not null => "Name one split, before the slice: on test slice(condition).",
            _ when rest.IsWord("on") => "Say 'on' once, and 'warn' last.",
            _ when rest.IsWord("and") || rest.Is(",") => "Write one requirement a line.",
            _ when rest.IsWord("slice") => "Write: on test slice(condition).",
            _ => "A requirement is: measure, comparison, bound, 'on' where, 'warn'.",
        };
        throw SentenceException.At(rest.At, "syntax", $"Nothing was expected before {rest.Shown}.", remedy);
    }

    private static Place At(Place place, int position) => place.Column > 0 ? place with { Column = place.Column + position } : place;
}
