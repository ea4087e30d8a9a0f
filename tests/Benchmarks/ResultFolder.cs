using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace IShowTts.Benchmarks;

/// <summary>Keeps results as one Markdown page each, with the machine described without names.</summary>
/// <param name="folder">Where to; null prints only.</param>
internal sealed class ResultFolder(string? folder)
{
    /// <summary>Cores, memory, system and runtime.</summary>
    private static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({RuntimeInformation.OSArchitecture}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>Writes a page.</summary>
    /// <param name="name">File name without ending.</param>
    /// <param name="body">Markdown without a heading.</param>
    public void Write(string name, string body)
    {
        var page = $"# {name}\n\nMeasured on {Machine}.\nRun it again: `./eng/bench.sh {name}`\n\n{body.Trim()}\n";
        BenchmarkDotNet.Loggers.ConsoleLogger.Default.WriteLine(page);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{name}.md"), page.ReplaceLineEndings("\n"));
        }
    }

    /// <summary>Writes a page per benchmark class.</summary>
    public void Write(IEnumerable<Summary> summaries)
    {
        foreach (var summary in summaries.Where(summary => summary.BenchmarksCases.Length > 0))
        {
            Write(summary.BenchmarksCases[0].Descriptor.Type.Name, Table(summary));
        }
    }

    private static string Table(Summary summary)
    {
        var logger = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, logger);
        var table = new StringBuilder();
        foreach (var line in logger.GetLog().Split('\n').Where(line => line.StartsWith('|')))
        {
            table.Append(line.TrimEnd()).Append('\n');
        }

        return table.ToString();
    }
}
