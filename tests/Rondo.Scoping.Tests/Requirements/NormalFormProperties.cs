using FsCheck;
using FsCheck.Fluent;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping.Tests.Requirements;

public sealed class NormalFormProperties
{
    private static readonly string[] Columns = ["hum", "wind speed", "a\"b", "slice", "on", "é", "1st", "a.b", "warn"];
    private static readonly string[] Conditions = ["workingday = 0", "hr in (7, 8)", "name = 'a (b) \"c'", "\"wind speed\" > 3 and not (a = 1)", "season between 1 and 2"];

    [Fact]
    public void The_normal_form_of_a_sentence_parses_to_the_same_sentence() =>
        Prop.ForAll(Sentences().ToArbitrary(), text =>
        {
            var read = Requirement.Parse(text, new("rondo.yaml", 1, 1));
            if (!read.Ok)
            {
                return false;
            }

            var again = Requirement.Parse(read.Value.NormalForm, new("rondo.yaml", 1, 1)).Value;
            return again with { Text = text } == read.Value;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bound_keeps_its_value_through_its_normal_form() =>
        Prop.ForAll(Bounds(4).ToArbitrary(), text =>
        {
            var share = MeasureCatalogue.Find("accuracy")!;
            var bound = BoundParser.Parse(text, share);
            var again = BoundParser.Parse(bound.ToString(), share);
            double Reference(string name) => name is "baseline" ? 3.7 : 0.41;
            return bound.Value(Reference).Equals(again.Value(Reference)) && string.Equals(bound.ToString(), again.ToString(), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Prop.ForAll(Fragments().ToArbitrary(), text =>
        {
            var read = Requirement.Parse(text, new("rondo.yaml", 1, 1));
            return read.Ok || read.Failures.All(f => f.Problem.Length > 0 && f.Remedy.Length > 0 && f.Place!.Column >= 1 && f.Place.Column <= text.Length + 1);
        }).QuickCheckThrowOnFailure();

    private static Gen<string> Fragments() =>
        Gen.ArrayOf(Gen.Elements("mae", "missing", "slice", "(", ")", "<=", "≥", "60", "1e", "%", "ms", "on", "test", "warn", "\"", "'", " ", " ", ",", "*", "-", "baseline", "\u0000", "é", "𝄞", "."))
            .Select(parts => string.Concat(parts));

    private static Gen<string> Sentences() =>
        from head in Heads()
        from warn in Gen.Elements("", " warn", " WARN")
        select head + warn;

    private static Gen<string> Heads() => Gen.OneOf(
        from bound in Bounds(3) from split in Gen.Elements("validation", "test") from slice in Slices() select $"r2 >= {bound} + baseline on {split}{slice}",
        from column in Gen.Elements(Columns) from share in Gen.Choose(0, 100) from slice in Slices() select $"missing({ColumnName.Write(column)}) <= {share}%{(slice.Length > 0 ? " on train" + slice : "")}",
        from metric in Gen.Elements("mae", "within(2.5)", "recall") from column in Gen.Elements(Columns) select $"gap({metric},{ColumnName.Write(column)}) < 2 * champion",
        from value in Gen.Choose(1, 5000) from unit in Gen.Elements("us", "ms", "s", "min") select $"latency.p95 <= {value}{unit}",
        from value in Gen.Choose(1, 5000) from unit in Gen.Elements("B", "KB", "MB", "GiB") select $"size < {value} {unit}");

    private static Gen<string> Slices() => Gen.OneOf(Gen.Constant(""), Gen.Elements(Conditions).Select(c => $" slice( {c})"));

    private static Gen<string> Bounds(int depth) => depth == 0
        ? Gen.OneOf(
            Gen.Choose(-1000, 1000).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => n.Item.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            Gen.Elements("0.7", "1e-3", "70 %", ".5"))
        : Gen.OneOf(
            Bounds(0),
            from left in Bounds(depth - 1) from sign in Gen.Elements("+", "-", "*", "/") from right in Bounds(depth - 1) select $"({left}) {sign} ({right})",
            from left in Bounds(depth - 1) from sign in Gen.Elements("+", "-", "*", "/") from right in Bounds(depth - 1) select $"{left} {sign} {right}",
            Bounds(depth - 1).Select(b => $"-({b})"));
}
