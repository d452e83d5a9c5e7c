using Rondo.Modeling.Features;
using Rondo.Onnx.Graph;

namespace Rondo.Modeling.Training;

/// <summary>Writes trees as one <c>TreeEnsembleRegressor</c>: from features <c>[N,F]</c> to margins <c>[N,outputs]</c>.</summary>
internal sealed class TreeGraph
{
    private readonly List<long> _tree = [];
    private readonly List<long> _node = [];
    private readonly List<long> _feature = [];
    private readonly List<float> _value = [];
    private readonly List<string> _mode = [];
    private readonly List<long> _true = [];
    private readonly List<long> _false = [];
    private readonly List<long> _missing = [];
    private readonly List<long> _leafTree = [];
    private readonly List<long> _leafNode = [];
    private readonly List<long> _leafTarget = [];
    private readonly List<float> _leafValue = [];

    /// <summary>Adds the operator.</summary>
    /// <returns>The value that holds the margins.</returns>
    public static string Write(GraphPen pen, TreeModel model, string features)
    {
        var graph = new TreeGraph();
        for (var i = 0; i < model.Trees.Count; i++)
        {
            graph.Add(i, model.Trees[i]);
        }

        return pen.Ml(
            "TreeEnsembleRegressor", [features],
            NodeAttribute.Ints("nodes_treeids", graph._tree),
            NodeAttribute.Ints("nodes_nodeids", graph._node),
            NodeAttribute.Ints("nodes_featureids", graph._feature),
            NodeAttribute.Floats("nodes_values", graph._value),
            NodeAttribute.Texts("nodes_modes", graph._mode),
            NodeAttribute.Ints("nodes_truenodeids", graph._true),
            NodeAttribute.Ints("nodes_falsenodeids", graph._false),
            NodeAttribute.Ints("nodes_missing_value_tracks_true", graph._missing),
            NodeAttribute.Ints("target_treeids", graph._leafTree),
            NodeAttribute.Ints("target_nodeids", graph._leafNode),
            NodeAttribute.Ints("target_ids", graph._leafTarget),
            NodeAttribute.Floats("target_weights", graph._leafValue),
            NodeAttribute.Int("n_targets", model.Outputs),
            NodeAttribute.Floats("base_values", Enumerable.Repeat(model.Base, model.Outputs)),
            NodeAttribute.Text("aggregate_function", "SUM"),
            NodeAttribute.Text("post_transform", "NONE"));
    }

    // From the root, because pruned trees keep dead nodes in their arrays.
    private void Add(int id, Tree tree)
    {
        var live = new Stack<int>([0]);
        while (live.TryPop(out var node))
        {
            var leaf = tree.Left[node] == -1;
            _tree.Add(id);
            _node.Add(node);
            _mode.Add(leaf ? "LEAF" : "BRANCH_LT");
            _feature.Add(leaf ? 0 : tree.Feature[node]);
            _value.Add(leaf ? 0 : tree.Condition[node]);
            _true.Add(leaf ? 0 : tree.Left[node]);
            _false.Add(leaf ? 0 : tree.Right[node]);
            _missing.Add(!leaf && tree.MissingLeft[node] ? 1 : 0);
            if (leaf)
            {
                _leafTree.Add(id);
                _leafNode.Add(node);
                _leafTarget.Add(tree.Target);
                _leafValue.Add(tree.Condition[node]);
                continue;
            }

            live.Push(tree.Right[node]);
            live.Push(tree.Left[node]);
        }
    }
}
