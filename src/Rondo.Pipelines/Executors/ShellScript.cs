using System.Text;

namespace Rondo.Pipelines.Executors;

/// <summary>What a waiting shell is told to run: where, with which variables, and what to do with the CPU time it took.</summary>
internal static class ShellScript
{
    /// <summary>
    /// The script. It is one compound command, so that a shell which reads only a part of it, because we were killed, does nothing. A script
    /// text needs no second shell: a subshell of this one runs it, and sees none of our own variables.
    /// </summary>
    public static string Of(ChildRequest request)
    {
        var script = new StringBuilder("exec 2>&1\n{ cd ").Append(Quoted(request.Folder)).Append(" || exit 125; unset OLDPWD\n");
        foreach (var (name, value) in request.Environment.Where(v => IsName(v.Key)))
        {
            script.Append("export ").Append(name).Append('=').Append(Quoted(value)).Append('\n');
        }

        var command = request.IsShellText ? "eval " + Quoted(request.Command[0]) : string.Join(' ', request.Command.Select(Quoted));
        return script.Append(System.Globalization.CultureInfo.InvariantCulture, $"( {command} ) </dev/null\nc=$?; times >{Quoted(request.TimesFile!)} 2>/dev/null; exit $c; }}\n").ToString();
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // A shell can hand on no variable of another name.
    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
