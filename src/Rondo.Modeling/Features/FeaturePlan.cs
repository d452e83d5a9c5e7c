using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Features;

/// <summary>How a table becomes a matrix.</summary>
/// <param name="Encodings">One a used column, in the order of the table.</param>
/// <param name="LeftOut">Columns that say nothing here, and why.</param>
internal sealed record FeaturePlan(IReadOnlyList<Encoding> Encodings, IReadOnlyList<LeftOutColumn> LeftOut)
{
    /// <summary>The names of all features, in the order of the matrix; they are distinct.</summary>
    public IReadOnlyList<string> Features() => [.. Encodings.SelectMany(e => e.Features)];

    /// <summary>The matrix of a table, row by row.</summary>
    public float[] Matrix(Frame frame)
    {
        var columns = Encodings.Select(e => (e, frame[e.Column], e.Features.Count)).ToList();
        var width = columns.Sum(c => c.Count);
        var matrix = new float[(long)frame.Rows * width];
        var offset = 0;
        foreach (var (encoding, column, count) in columns)
        {
            for (var row = 0; row < frame.Rows; row++)
            {
                encoding.Fill(column, row, matrix.AsSpan((row * width) + offset, count));
            }

            offset += count;
        }

        return matrix;
    }
}

/// <summary>A column that the model does not use.</summary>
internal sealed record LeftOutColumn(string Column, string Reason);
