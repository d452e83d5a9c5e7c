using Rondo.Kernel;

namespace Rondo.Pipelines.Executors;

/// <summary>What an exit code other than 0 means.</summary>
internal static class ExitCodes
{
    public static Failure Explain(int code) => new("step.failed", code switch
    {
        126 => "Its command was found but cannot be executed (exit code 126).",
        127 => "Its command was not found (exit code 127).",
        > 128 and < 193 => $"It was killed by signal {code - 128}{Name(code - 128)}.",
        _ => $"It ended with exit code {code}.",
    },
    code switch
    {
        126 => "Make it executable: chmod +x.",
        127 => "Check its name; a program must be on PATH, a file of the project is found through code:.",
        137 => "Often the system ran out of memory; give the step a limit: resources: { memory: … }.",
        _ => "Read the last lines of its log.",
    })
    {
        Kind = FailureKind.World,
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["exit-code"] = code.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };

    private static string Name(int signal) => signal switch
    {
        2 => " (SIGINT)",
        6 => " (SIGABRT)",
        9 => " (SIGKILL)",
        11 => " (SIGSEGV)",
        15 => " (SIGTERM)",
        _ => "",
    };
}
