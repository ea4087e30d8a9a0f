using Spectre.Console;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>The report on a terminal.</summary>
internal static class BenchConsole
{
    /// <summary>Shows it.</summary>
    public static void Show(CommandContext context, BenchReport report, IReadOnlyList<BenchChange> changes)
    {
        foreach (var note in BenchTable.Notes(report))
        {
            context.Out.MarkupLineInterpolated($"[yellow]{note}[/]");
        }

        Show(context, BenchTable.GroupColumns, BenchTable.GroupRows(report));
        Show(context, BenchTable.MemoryColumns, BenchTable.MemoryRows(report));
        if (report.Ceiling.Count > 0)
        {
            Show(context, BenchTable.CeilingColumns, BenchTable.CeilingRows(report));
        }

        if (changes.Count > 0)
        {
            Show(context, BenchTable.ChangeColumns, BenchTable.ChangeRows(changes));
        }
    }

    private static void Show(CommandContext context, IReadOnlyList<string> columns, IEnumerable<BenchRow> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)) { NoWrap = false });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Cells.Select(cell => new Text(cell, row.IsBad ? new Style(Color.Red) : Style.Plain)));
        }

        context.Out.Write(table);
    }
}
