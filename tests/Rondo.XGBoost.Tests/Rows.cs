namespace Rondo.XGBoost.Tests;

/// <summary>Made-up rows with a known answer.</summary>
internal static class Rows
{
    public const int Columns = 4;

    public static IReadOnlyList<Feature> Features { get; } = [new("height"), new("größe in m"), new("noise"), new("time")];

    /// <summary>The label is 1 where the first column is above 0; a tenth of the rest is missing.</summary>
    public static (float[] Values, float[] Labels) Separable(int rows, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * Columns];
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var missing = column > 0 && random.NextDouble() < 0.1;
                values[(row * Columns) + column] = missing ? float.NaN : (float)((random.NextDouble() * 2) - 1);
            }

            labels[row] = values[row * Columns] > 0 ? 1 : 0;
        }

        return (values, labels);
    }

    /// <summary>A number that takes many rounds to learn.</summary>
    public static (float[] Values, float[] Labels) Wavy(int rows, int seed)
    {
        var (values, labels) = Separable(rows, seed);
        var random = new Random(seed + 1);
        for (var row = 0; row < rows; row++)
        {
            var wave = Math.Sin(5 * values[row * Columns]) + (0.5 * random.NextDouble());
            labels[row] = (float)(wave + (float.IsNaN(values[(row * Columns) + 3]) ? 0.3 : values[(row * Columns) + 3]));
        }

        return (values, labels);
    }

    public static TrainingMatrix Matrix((float[] Values, float[] Labels) data, int threads = 1)
    {
        var matrix = new TrainingMatrix(data.Values, data.Labels.Length, Features, threads);
        matrix.SetLabels(data.Labels);
        return matrix;
    }

    public static Booster Train(TrainingMatrix matrix, int rounds, params (string Name, string Value)[] parameters)
    {
        var booster = new Booster(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)), matrix);
        for (var round = 0; round < rounds; round++)
        {
            booster.Update(round, matrix);
        }

        return booster;
    }
}
