using System.Globalization;
using Rondo.Kernel;
using Rondo.Modeling.Features;

namespace Rondo.Modeling.Training;

/// <summary>What a training must have.</summary>
internal static class TrainingChecks
{
    /// <summary>No column is called like an answer.</summary>
    public static void Names(TrainingData data, Target target)
    {
        var clash = data.Features.FirstOrDefault(c => ModelGraph.OutputsOf(target.Task).Contains(c.Name, StringComparer.Ordinal));
        if (clash is not null)
        {
            throw new FailureException(new Failure("train.reserved-name", $"The column '{clash.Name}' is called like the model's answer.", "Rename it in the source, or drop it in data.drop."));
        }
    }

    /// <summary>The matrix fits in one array.</summary>
    public static void Size(long rows, int width)
    {
        if (rows * width > Array.MaxLength)
        {
            throw new FailureException(new Failure("train.too-large", string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {width} features are more than one training holds ({Array.MaxLength} numbers)."), "Take a part of the rows with data.sample, or drop columns."));
        }
    }
}
