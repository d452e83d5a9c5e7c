using Rondo.Data;
using Rondo.Modeling.Features;
using Rondo.Onnx;
using Rondo.Onnx.Graph;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>
/// Writes the whole model as one graph from raw, typed, named columns <c>[N,1]</c> to the answer: <c>prediction</c>; <c>probability</c>
/// and <c>label</c>; or <c>probabilities</c> and <c>label</c>. Numbers are doubles, labels texts.
/// </summary>
internal sealed class ModelGraph
{
    private readonly GraphBuilder _graph = new("model");
    private readonly GraphPen _pen;
    private readonly Target _target;
    private readonly double _threshold;

    private ModelGraph(Target target, double threshold, IEnumerable<string> columns)
    {
        (_target, _threshold) = (target, threshold);
        _pen = new(_graph, columns);
    }

    /// <summary>The names of a task's outputs: no column may be called so.</summary>
    public static IReadOnlyList<string> OutputsOf(TaskKind task) => task switch
    {
        TaskKind.Binary => ["probability", "label"],
        TaskKind.Multiclass => ["probabilities", "label"],
        _ => ["prediction"],
    };

    /// <summary>A model of trees.</summary>
    public static byte[] OfTrees(Target target, double threshold, FeaturePlan plan, TreeModel trees, TargetScale scale)
    {
        var model = new ModelGraph(target, threshold, plan.Encodings.Select(e => e.Column));
        var features = FeatureGraph.Write(model._graph, model._pen, plan);
        return model.Finish(TreeGraph.Write(model._pen, trees, features), scale);
    }

    /// <summary>A model that gives every row the same answer. It reads one column, for the number of rows.</summary>
    public static byte[] OfConstant(Target target, double threshold, ColumnSchema column, IReadOnlyList<double> answer)
    {
        var model = new ModelGraph(target, threshold, [column.Name]);
        var shape = model._pen.Op("Shape", model._graph.Input(column.Name, FeatureGraph.ElementOf(column.Type), "N", 1));
        model.Answer(model._pen.Op("Expand", model._pen.Constant(OnnxTensor.Of([.. answer], 1, answer.Count)), shape), null);
        return model._graph.Build();
    }

    private byte[] Finish(string margins, TargetScale scale)
    {
        var wide = _pen.Cast(margins, OnnxElementType.Double);
        var answer = _target.Task switch
        {
            TaskKind.Regression => Unscaled(wide, scale),
            TaskKind.Binary => _pen.Op("Div", _pen.Number(1), _pen.Op("Add", _pen.Number(1), _pen.Op("Exp", _pen.Op("Neg", wide)))),
            _ => _pen.Op("Softmax", [wide], NodeAttribute.Int("axis", 1)),
        };
        Answer(answer, margins);
        return _graph.Build();
    }

    private string Unscaled(string learned, TargetScale scale)
    {
        var value = _pen.Op("Add", _pen.Op("Mul", learned, _pen.Number(scale.Spread)), _pen.Number(scale.Mean));
        return scale.Log ? _pen.Op("Sub", _pen.Op("Exp", value), _pen.Number(1)) : value;
    }

    private void Answer(string answer, string? margins)
    {
        var names = OutputsOf(_target.Task);
        _graph.Node("Identity", [answer], names[0]);
        _graph.Output(names[0], OnnxElementType.Double, "N", Math.Max(1, _target.Task == TaskKind.Multiclass ? _target.Classes.Count : 1));
        if (_target.Task == TaskKind.Regression)
        {
            return;
        }

        var index = _target.Task == TaskKind.Binary
            ? _pen.Cast(_pen.Op("GreaterOrEqual", answer, _pen.Number(_threshold)), OnnxElementType.Int64)
            : _pen.Op("ArgMax", [margins ?? _pen.Cast(answer, OnnxElementType.Float)], NodeAttribute.Int("axis", 1), NodeAttribute.Int("keepdims", 1));
        _graph.Node("Gather", [_pen.Constant(OnnxTensor.Of([.. _target.Classes], _target.Classes.Count)), index], names[1], NodeAttribute.Int("axis", 0));
        _graph.Output(names[1], OnnxElementType.Text, "N", 1);
    }
}
