using System.Globalization;
using System.Text;

namespace Rondo.Modeling.Evaluation;

/// <summary>A small drawing with two linear axes, as SVG text.</summary>
internal sealed class Plot
{
    private const double Width = 460, Height = 320, Left = 64, Right = 14, Top = 30, Bottom = 44;

    private readonly StringBuilder _svg = new();
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    public Plot(string title, string xLabel, string yLabel, (double Low, double High) x, (double Low, double High) y)
    {
        (_x, _y) = (Widened(x), Widened(y));
        _svg.Append(CultureInfo.InvariantCulture, $"<figure><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(title)}\"><text class=\"title\" x=\"{Left}\" y=\"18\">{Escape(title)}</text>");
        foreach (var tick in Ticks(_x))
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{X(tick):F1}\" x2=\"{X(tick):F1}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{X(tick):F1}\" y=\"{Height - Bottom + 15}\">{Number(tick)}</text>");
        }

        foreach (var tick in Ticks(_y))
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):F1}\" y2=\"{Y(tick):F1}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{Left - 6}\" y=\"{Y(tick) + 4:F1}\">{Number(tick)}</text>");
        }

        _svg.Append(CultureInfo.InvariantCulture, $"<text class=\"label\" text-anchor=\"middle\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\">{Escape(xLabel)}</text><text class=\"label\" text-anchor=\"middle\" transform=\"rotate(-90)\" x=\"{-(Top + Height - Bottom) / 2}\" y=\"14\">{Escape(yLabel)}</text>");
    }

    public Plot Points(IEnumerable<(double X, double Y)> points)
    {
        foreach (var (x, y) in points)
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"point\" cx=\"{X(x):F1}\" cy=\"{Y(y):F1}\" r=\"2\"/>");
        }

        return this;
    }

    public Plot Line(IEnumerable<(double X, double Y)> points, string kind = "line")
    {
        _svg.Append("<polyline class=\"").Append(kind).Append("\" points=\"");
        foreach (var (x, y) in points)
        {
            _svg.Append(CultureInfo.InvariantCulture, $"{X(x):F1},{Y(y):F1} ");
        }

        _svg.Append("\"/>");
        return this;
    }

    /// <summary>The figure.</summary>
    public override string ToString() => _svg + "</svg></figure>";

    /// <summary>A number in few digits.</summary>
    public static string Number(double value) => Math.Abs(value) is 0 or (>= 0.01 and < 1e6) ? value.ToString("#,##0.####", CultureInfo.InvariantCulture) : value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A text that HTML shows as it is.</summary>
    public static string Escape(string text) => System.Net.WebUtility.HtmlEncode(text);

    private double X(double value) => Left + ((value - _x.Low) / (_x.High - _x.Low) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - ((value - _y.Low) / (_y.High - _y.Low) * (Height - Top - Bottom));

    private static (double Low, double High) Widened((double Low, double High) range) =>
        range.High > range.Low ? range : (range.Low - 1, range.High + 1);

    // Round steps: 1, 2 or 5 times a power of ten.
    private static IEnumerable<double> Ticks((double Low, double High) range)
    {
        var rough = (range.High - range.Low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        var first = Math.Ceiling(range.Low / step);
        for (var i = 0; i < 20 && (first + i) * step <= range.High; i++)
        {
            yield return (first + i) * step;
        }
    }
}
