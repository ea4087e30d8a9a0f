using System.Text;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>A bar chart as SVG: one bar per row, its length the median, a line from best to p95 over it, and a dashed limit.</summary>
internal static class BenchChart
{
    private const int LabelWidth = 330;
    private const int PlotWidth = 520;
    private const int RowHeight = 26;
    private const int Margin = 24;

    private static readonly string[] s_colours = ["#3b6ea8", "#c26a2d", "#4d8f4f", "#8a4f9e", "#a8963b", "#4f8f96"];

    /// <summary>One bar.</summary>
    /// <param name="Label">What it is.</param>
    /// <param name="Colour">Index of its colour; equal indices look alike.</param>
    /// <param name="Value">Length of the bar.</param>
    /// <param name="Low">Left end of the line over it.</param>
    /// <param name="High">Right end of the line over it.</param>
    internal sealed record Bar(string Label, int Colour, double Value, double Low, double High);

    /// <summary>Draws.</summary>
    /// <param name="title">What is shown, with the unit.</param>
    /// <param name="bars">At least one.</param>
    /// <param name="limit">A value worth a dashed line, and its name; null for none.</param>
    public static string Draw(string title, IReadOnlyList<Bar> bars, (double Value, string Name)? limit = null)
    {
        var largest = Math.Max(bars.Max(bar => Math.Max(bar.Value, bar.High)), limit?.Value ?? 0);
        var scale = largest > 0 ? PlotWidth / largest : 0;
        var height = (bars.Count * RowHeight) + (2 * Margin) + 10;
        var svg = new StringBuilder();
        svg.Append($"""<svg viewBox="0 0 {LabelWidth + PlotWidth + 110} {height}" role="img" xmlns="http://www.w3.org/2000/svg"><title>{BenchHtml.Escape(title)}</title>""");
        for (var row = 0; row < bars.Count; row++)
        {
            DrawBar(svg, bars[row], Margin + (row * RowHeight), scale);
        }

        if (limit is { } line)
        {
            var x = LabelWidth + (line.Value * scale);
            svg.Append(FormattableString.Invariant($"""<line x1="{x:0.#}" y1="{Margin - 6}" x2="{x:0.#}" y2="{height - Margin}" stroke="#b33" stroke-dasharray="4 3"/>"""));
            svg.Append(FormattableString.Invariant($"""<text x="{x:0.#}" y="{height - 8}" text-anchor="middle" fill="#b33">{BenchHtml.Escape(line.Name)}</text>"""));
        }

        return svg.Append("</svg>").ToString();
    }

    private static void DrawBar(StringBuilder svg, Bar bar, int y, double scale)
    {
        var middle = y + (RowHeight / 2) - 3;
        svg.Append($"""<text x="{LabelWidth - 8}" y="{middle + 5}" text-anchor="end">{BenchHtml.Escape(bar.Label)}</text>""");
        svg.Append(FormattableString.Invariant(
            $"""<rect x="{LabelWidth}" y="{y}" width="{bar.Value * scale:0.#}" height="{RowHeight - 6}" fill="{s_colours[bar.Colour % s_colours.Length]}"/>"""));
        svg.Append(FormattableString.Invariant(
            $"""<line x1="{LabelWidth + (bar.Low * scale):0.#}" y1="{middle}" x2="{LabelWidth + (bar.High * scale):0.#}" y2="{middle}" stroke="#222" stroke-width="2"/>"""));
        svg.Append(FormattableString.Invariant($"""<text x="{LabelWidth + (Math.Max(bar.Value, bar.High) * scale) + 6:0.#}" y="{middle + 5}">{BenchTable.Number(bar.Value)}</text>"""));
    }
}
