using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>The failures of this project; codes begin with <c>bundle.</c>.</summary>
internal static class BundleFailure
{
    public static Failure Misuse(string code, string problem, string remedy) => new($"bundle.{code}", problem, remedy);

    public static Failure Broken(string code, string problem, string remedy = "Export or download the bundle again.") =>
        new($"bundle.{code}", problem, remedy) { Kind = FailureKind.World };

    public static Failure Model(string problem) =>
        new("bundle.model", $"The model cannot be used: {problem}", "Write the model again with the inputs and outputs of its signature.")
        {
            Kind = FailureKind.World,
        };

    public static Failure Input(string code, string field, int? row, string problem, string remedy = "Compare the data with the model's signature.")
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["field"] = field };
        var where = $"Field '{field}'";
        if (row is { } r)
        {
            arguments["row"] = r.ToString(System.Globalization.CultureInfo.InvariantCulture);
            where += $" in row {arguments["row"]}";
        }

        return new Failure($"input.{code}", $"{where} {problem}.", remedy) { Arguments = arguments };
    }
}
