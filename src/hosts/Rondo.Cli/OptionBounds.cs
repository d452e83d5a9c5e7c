using System.CommandLine;
using System.Globalization;

namespace Rondo.Cli;

/// <summary>What a number may be that is typed as an option.</summary>
internal static class OptionBounds
{
    /// <summary>Refuses other numbers before anything is done.</summary>
    public static TOption Between<TOption>(this TOption option, long least, long most = long.MaxValue)
        where TOption : Option
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (number < least || number > most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {(most == long.MaxValue ? $"at least {least}" : $"{least} to {most}")}, not {number}."));
            }
        });
        return option;
    }
}
