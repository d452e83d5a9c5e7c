using Rondo.Expressions.Operations;
using Rondo.Expressions.Syntax;
using Rondo.Kernel;

namespace Rondo.Expressions;

/// <summary>Checks an expression's names and types before anything runs.</summary>
public static class Checker
{
    /// <summary>Gives every name and operation its one meaning.</summary>
    /// <param name="expression">What was parsed.</param>
    /// <param name="columns">The columns there are; names are compared exactly.</param>
    /// <param name="allowAggregates">Whether the expression may speak of a whole table: <c>mean(x)</c>, <c>unique(id)</c>.</param>
    /// <returns>The typed expression, or all that is wrong with it, with codes <c>expression.*</c>.</returns>
    public static Result<TypedExpression> Check(Expression expression, IReadOnlyDictionary<string, ValueKind> columns, bool allowAggregates = false)
    {
        var check = new Check(expression, columns, allowAggregates);
        var root = check.Root();
        return root is null ? check.Failures : new TypedExpression(expression, root, check.HasAggregates, check.Used);
    }
}

/// <summary>One check under way. A part that is wrong is null, and says so once.</summary>
internal sealed class Check(Expression expression, IReadOnlyDictionary<string, ValueKind> columns, bool allowAggregates)
{
    // The word null, until what stands around it gives it a kind.
    private static readonly TypedNode Null = TypedNode.Constant(null, ValueKind.Number);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private Name? _outsideAggregate;
    private Call? _aggregate;

    public List<Failure> Failures { get; } = [];

    public List<string> Used { get; } = [];

    public bool HasAggregates => _aggregate is not null;

    public TypedNode? Root()
    {
        var root = Visit(expression.Root);
        if (ReferenceEquals(root, Null))
        {
            Fail(expression.Root.At, "only-null", "The expression is always null.", "Write a value, or x is null to ask for it.");
        }

        if (HasAggregates && _outsideAggregate is { } column)
        {
            Fail(column.At, "mixed", $"{Printer.Print(column)} has a value for each row, and stands beside {_aggregate!.Function}(…), which has one for the table.", "Put it inside an aggregate too, such as mean or max.");
        }

        return Failures.Count == 0 ? root : null;
    }

    private TypedNode? Visit(Node node) => node switch
    {
        Literal literal => Constant(literal),
        Name name => Column(name),
        Call call => Called(call),
        _ => throw new InvalidOperationException("A kind of node is not checked."),
    };

    private TypedNode? Constant(Literal literal) => literal.Value switch
    {
        null => Null,
        double => TypedNode.Constant(literal.Value, ValueKind.Number),
        bool => TypedNode.Constant(literal.Value, ValueKind.Boolean),
        DateTime => TypedNode.Constant(literal.Value, ValueKind.Timestamp),
        "" => Fail(literal.At, "empty-text", "The empty text '' is the same as null, so this is never true.", "Write x is null, or x is not null."),
        _ => TypedNode.Constant(literal.Value, ValueKind.Text),
    };

    private TypedNode? Column(Name name)
    {
        if (!columns.TryGetValue(name.Value, out var kind))
        {
            var near = NearestName.Of(name.Value, columns.Keys);
            var remedy = near is not null ? $"Did you mean {Printer.Print(new Name(0, near))}?"
                : columns.Count == 0 ? "No column is known here. Text stands in single quotes."
                : $"The columns are {Listed(columns.Keys)}. Text stands in single quotes.";
            return Fail(name.At, "unknown-column", $"There is no column {Printer.Print(name)}.", remedy);
        }

        if (_seen.Add(name.Value))
        {
            Used.Add(name.Value);
        }

        _outsideAggregate ??= name;
        return TypedNode.Column(name.Value, kind);
    }

    private TypedNode? Called(Call call)
    {
        var overloads = Catalogue.Find(call.Function);
        if (overloads.Length == 0)
        {
            return UnknownFunction(call);
        }

        var outside = _outsideAggregate;
        var isAggregate = overloads[0].IsAggregate;
        var arguments = call.Arguments.Select((a, i) => MayBeEmpty(call, i, a) ? TypedNode.Constant("", ValueKind.Text) : Visit(a)).ToArray();
        if (isAggregate)
        {
            _outsideAggregate = outside;
            Aggregate(call);
        }

        return arguments.Any(a => a is null) ? null : Resolve(call, overloads, arguments!);
    }

    private static bool MayBeEmpty(Call call, int index, Node argument) => call.Function is "replace" && index == 2 && argument is Literal { Value: "" };

    private void Aggregate(Call call)
    {
        if (!allowAggregates)
        {
            Fail(call.At, "aggregate", $"{call.Function}(…) is one value for a whole table, and a value for each row is wanted here.", "Write an expression of the row's columns.");
        }
        else if (call.Arguments.Select(Aggregates).FirstOrDefault(a => a is not null) is { } inner)
        {
            Fail(inner.At, "nested-aggregate", $"{inner.Function}(…) stands inside {call.Function}(…).", "An aggregate takes the values of rows.");
        }

        _aggregate ??= call;
    }

    private static Call? Aggregates(Node node) => node is not Call call ? null
        : Catalogue.Find(call.Function) is [{ IsAggregate: true }, ..] ? call
        : call.Arguments.Select(Aggregates).FirstOrDefault(a => a is not null);

    private TypedNode? Resolve(Call call, Operation[] overloads, TypedNode[] arguments)
    {
        foreach (var operation in overloads)
        {
            if (operation.Takes.For(arguments.Length) is { } kinds && kinds.Zip(arguments).All(p => p.First is null || ReferenceEquals(p.Second, Null) || p.First == p.Second.Kind))
            {
                var settled = arguments.Select((a, i) => ReferenceEquals(a, Null) ? TypedNode.Constant(null, kinds[i] ?? ValueKind.Number) : a).ToArray();
                return operation.Demand?.Invoke(settled) is { } complaint
                    ? Fail(call.At, "argument", complaint, "Write the number itself.")
                    : TypedNode.Of(operation, settled);
            }
        }

        var mismatch = Mismatch.Of(call, overloads, arguments.Select(a => ReferenceEquals(a, Null) ? null : (ValueKind?)a.Kind).ToArray());
        return Fail(call.At, mismatch.Code, mismatch.Problem, mismatch.Remedy);
    }

    private TypedNode? UnknownFunction(Call call)
    {
        foreach (var argument in call.Arguments)
        {
            Visit(argument);
        }

        if (call.Function is "log")
        {
            return Fail(call.At, "ambiguous-log", "log means the natural logarithm to some and the decimal one to others.", "Write ln or log10.");
        }

        var near = Catalogue.Instead(call.Function) ?? NearestName.Of(call.Function, Catalogue.Functions);
        return Fail(
            call.At, "unknown-function", $"There is no function {call.Function}.", near is null ? $"The functions are {Listed(Catalogue.Functions)}." : $"Did you mean {near}?");
    }

    private TypedNode? Fail(int at, string code, string problem, string remedy)
    {
        Failures.Add(new Failure("expression." + code, problem, remedy, expression.PlaceOf(at)));
        return null;
    }

    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(60)) + (all.Count > 60 ? ", …" : "");
    }
}
