using System.Globalization;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Memory and processor time of another process, as Linux tells them.</summary>
internal sealed class ProcessMeter(string name, int process)
{
    private const double TicksPerSecond = 100; // USER_HZ, which Linux fixes for /proc
    private readonly List<double> megabytes = [];
    private double firstSeconds = double.NaN;
    private double lastSeconds;

    /// <summary>Takes one sample.</summary>
    public void Sample()
    {
        var resident = File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        megabytes.Add(double.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024);
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // the third field of proc(5) is the first here
        lastSeconds = (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        if (double.IsNaN(firstSeconds)) firstSeconds = lastSeconds;
    }

    /// <summary>Processor time between the first and the last sample, seconds.</summary>
    public double ProcessorSeconds => lastSeconds - firstSeconds;

    /// <summary>Median memory in a third of the samples, MB.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public double Third(int number)
    {
        var third = megabytes.Skip(number * megabytes.Count / 3).Take(Math.Max(1, megabytes.Count / 3)).Order().ToArray();
        return third[third.Length / 2];
    }

    /// <summary>The largest sample, MB.</summary>
    public double Most => megabytes.Max();

    /// <summary>Samples so far.</summary>
    public int Count => megabytes.Count;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{name}: {Third(0):F0}, {Third(1):F0}, {Third(2):F0} MB in the three thirds, at most {Most:F0}; {ProcessorSeconds:F1} s of processor time";
}
