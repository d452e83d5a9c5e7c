using System.Globalization;
using System.Text.Json;

namespace Rondo.Modeling.Training;

/// <summary>The trees of a booster as XGBoost's own JSON describes them (numeric splits only).</summary>
/// <param name="Outputs">Numbers a row: one, or one a class.</param>
/// <param name="Base">What every output starts from, before the objective's link.</param>
/// <param name="Trees">In the order of training.</param>
internal sealed record TreeModel(int Outputs, float Base, IReadOnlyList<Tree> Trees)
{
    /// <summary>Reads the JSON.</summary>
    public static TreeModel Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var learner = document.RootElement.GetProperty("learner");
        var parameters = learner.GetProperty("learner_model_param");
        var score = Number(parameters.GetProperty("base_score"));
        var classes = (int)Number(parameters.GetProperty("num_class"));
        var logistic = string.Equals(learner.GetProperty("objective").GetProperty("name").GetString(), "binary:logistic", StringComparison.Ordinal);
        var model = learner.GetProperty("gradient_booster").GetProperty("model");
        var targets = Array(model, "tree_info", e => e.GetInt32());
        var trees = model.GetProperty("trees").EnumerateArray().Select((t, i) => ReadTree(t, targets[i])).ToList();
        return new(Math.Max(1, classes), (float)(logistic ? Math.Log(score / (1 - score)) : score), trees);
    }

    private static Tree ReadTree(JsonElement tree, int target) => new(
        target,
        Array(tree, "left_children", e => e.GetInt32()),
        Array(tree, "right_children", e => e.GetInt32()),
        Array(tree, "split_indices", e => e.GetInt32()),
        Array(tree, "split_conditions", e => e.GetSingle()),
        Array(tree, "default_left", e => e.ValueKind == JsonValueKind.Number ? e.GetInt32() != 0 : e.GetBoolean()));

    private static T[] Array<T>(JsonElement owner, string name, Func<JsonElement, T> read) => [.. owner.GetProperty(name).EnumerateArray().Select(read)];

    // XGBoost writes these numbers as texts.
    private static double Number(JsonElement text) => double.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}

/// <summary>One tree; arrays by node. A node without a left child is a leaf, and its value stands in <paramref name="Condition"/>.</summary>
/// <param name="Target">The output it adds to.</param>
/// <param name="Left">Where rows go whose feature is below the condition; -1 for a leaf.</param>
/// <param name="Right">Where the others go.</param>
/// <param name="Feature">The feature asked.</param>
/// <param name="Condition">The threshold, or the leaf's value.</param>
/// <param name="MissingLeft">Where missing values go.</param>
internal sealed record Tree(int Target, int[] Left, int[] Right, int[] Feature, float[] Condition, bool[] MissingLeft);
