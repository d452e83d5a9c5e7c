using System.Text.RegularExpressions;
using Rondo.Kernel;

namespace Rondo.EndToEnd.Broken;

/// <summary>What a failure has to say, whoever prints it.</summary>
internal static partial class Demand
{
    public static void Says(Failure failure, string where)
    {
        Assert.True(Code().IsMatch(failure.Code), $"{failure} has the code '{failure.Code}': {where}");
        Assert.True(failure.Problem.Length is > 10 and < 2000, $"{failure} says too little, or too much: {where}");
        Assert.True(failure.Remedy.Length > 5, $"{failure} has no remedy: {where}");
        Assert.False(Inside().IsMatch(failure.ToString()), $"{failure} shows the program's inside: {where}");
        Assert.False(failure.ToString().Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202E'), $"{failure} would reach a terminal's controls: {where}");
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^   at |Exception\b|\bSystem\.\w+|Object reference|Index was outside|YamlDotNet", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inside();
}
