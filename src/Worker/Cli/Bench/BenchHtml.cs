using System.Net;
using System.Text;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>The report as one HTML file that needs nothing from outside: no scripts, no fonts, plots as SVG.</summary>
internal static class BenchHtml
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:1080px;margin:2em auto;padding:0 1em;color:#222;background:#fff}
        table{border-collapse:collapse;width:100%;margin:1em 0}th,td{padding:.3em .6em;border-bottom:1px solid #ddd;text-align:right}
        th:first-child,td:first-child{text-align:left}.bad{color:#b33;font-weight:bold}.note{background:#fff6dd;padding:.6em 1em}
        svg{width:100%;height:auto;font:13px system-ui,sans-serif}
        """;

    /// <summary>Writes the report.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="changes">Against the baseline; empty without one.</param>
    public static string Write(BenchReport report, IReadOnlyList<BenchChange> changes)
    {
        var html = new StringBuilder();
        html.Append($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>iShowTTS benchmark</title><style>{Style}</style></head><body>\n");
        html.Append(FormattableString.Invariant($"<h1>iShowTTS benchmark</h1><p>{report.MeasuredAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. {Escape(report.Machine.Processor)}, {report.Machine.LogicalCores} processors; "));
        html.Append($"{Escape(report.Machine.System)}; {Escape(report.Machine.Runtime)}; ONNX Runtime {Escape(report.Machine.OnnxRuntime)}; worker {Escape(report.Machine.Worker)}.</p>\n");
        foreach (var note in BenchTable.Notes(report))
        {
            html.Append($"<p class=\"note\">{Escape(note)}</p>\n");
        }

        Plots(html, report);
        Table(html, BenchTable.GroupColumns, BenchTable.GroupRows(report));
        if (report.Memory.Count > 0)
        {
            Table(html, BenchTable.MemoryColumns, BenchTable.MemoryRows(report));
        }

        if (report.Ceiling.Count > 0)
        {
            Table(html, BenchTable.CeilingColumns, BenchTable.CeilingRows(report));
        }

        if (changes.Count > 0)
        {
            html.Append("<h2>Against the baseline</h2><p>Best runs, each brought to one machine speed by its own GEMM ceiling.</p>\n");
            Table(html, BenchTable.ChangeColumns, BenchTable.ChangeRows(changes));
        }

        return html.Append("</body></html>\n").ToString();
    }

    /// <summary>Text that is safe inside an element and an attribute.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Plots(StringBuilder html, BenchReport report)
    {
        var variants = report.Groups.Select(group => group.Variant).Distinct().ToList();
        BenchChart.Bar Bar(BenchGroup group, BenchStatistics figure) => new($"{group.Variant.Title} · {group.Class}", variants.IndexOf(group.Variant), figure.P50, figure.Best, figure.P95);

        var timed = report.Groups.Where(group => group.Rtf is not null).Select(group => Bar(group, group.Rtf!)).ToArray();
        if (timed.Length > 0)
        {
            html.Append("<h2>Real-time factor</h2><p>Synthesis time ÷ audio time; bar: median, line: best to p95; below 1 keeps up.</p>\n");
            html.Append(BenchChart.Draw("Real-time factor", timed, timed.Max(bar => bar.High) > 0.3 ? (1, "keeps up") : null)).Append('\n');
        }

        html.Append("<h2>Time to first audio, ms</h2>\n").Append(BenchChart.Draw("Time to first audio, ms", [.. report.Groups.Select(group => Bar(group, group.TtfaMs))])).Append('\n');
        html.Append("<h2>Characters per second of audio</h2>\n");
        html.Append(BenchChart.Draw("Characters per second of audio", [.. report.Groups.Select(group => Bar(group, group.CharactersPerSecond))], (SpeechRateRule.Slowest, "slowest speech"))).Append('\n');
        var working = report.Groups.Where(group => group.GflopPerSecond is not null).ToArray();
        if (working.Length > 0)
        {
            html.Append("<h2>Effective GFLOP/s beside the machine's GEMM ceiling</h2>\n");
            var bars = working.Select(group => new BenchChart.Bar($"{group.Variant.Title} · {group.Class}", variants.IndexOf(group.Variant), group.GflopPerSecond!.Value, 0, 0)).ToArray();
            html.Append(BenchChart.Draw("Effective GFLOP/s", bars, report.CeilingGflopPerSecond() is { } ceiling ? (ceiling, "GEMM ceiling") : null)).Append('\n');
        }
    }

    private static void Table(StringBuilder html, IReadOnlyList<string> columns, IEnumerable<BenchRow> rows)
    {
        html.Append("<table><thead><tr>").AppendJoin("", columns.Select(column => $"<th>{Escape(column)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append(row.IsBad ? "<tr class=\"bad\">" : "<tr>").AppendJoin("", row.Cells.Select(cell => $"<td>{Escape(cell)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }
}
