using Rondo.Kernel;
using Rondo.Modeling.Features;

namespace Rondo.Modeling.Training;

/// <summary>A model that gives every row the same answer: the floor, and all that can be learned from data that does not vary.</summary>
internal static class ConstantModel
{
    /// <summary>Makes the model. Its one input is the first column, for the number of rows.</summary>
    public static (Trained Model, TrainingDocument Document) Of(TrainingData data, Target target, double threshold, FeaturePlan plan, string metric)
    {
        var column = data.Features.Count > 0
            ? data.Features[0]
            : throw new FailureException(new Failure("train.no-features", "The table has no column that a model may use.", "Drop fewer columns in data.drop, or give a table with more."));
        var learned = new LearnedTarget(target, data.Train, data.Validation);
        var answer = learned.ConstantAnswer(metric);
        return (new Trained(ModelGraph.OfConstant(target, threshold, column, answer), target, plan, null, new(false, 0, 0), answer), TrainingDocument.Of(target, "constant", metric));
    }
}
