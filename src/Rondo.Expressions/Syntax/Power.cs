namespace Rondo.Expressions.Syntax;

/// <summary>How tightly each operator binds.</summary>
internal static class Power
{
    public const int Or = 1;
    public const int And = 2;
    public const int Not = 3;
    public const int Comparison = 4;
    public const int Sum = 5;
    public const int Product = 6;
    public const int Sign = 7;
    public const int Unit = 8;
    public const int Value = 9;

    public static int? Of(string infix) => infix switch
    {
        "or" => Or,
        "and" => And,
        "=" or "<>" or "!=" or "<" or "<=" or ">" or ">=" or "in" or "between" or "is" or "like" or "not" => Comparison,
        "+" or "-" => Sum,
        "*" or "/" or "%" => Product,
        _ => null,
    };
}
