namespace IShowTts.Tts.Tests.F5.Reference;

/// <summary>A second, plain implementation of the cutting of clips, written from pydub's and the reference's code line by line, to test ours against where goldens are missing.</summary>
/// <param name="Rate">Hz.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Data">Interleaved.</param>
internal sealed record PydubReference(int Rate, int Channels, short[] Data)
{
    private int Length => (int)Math.Round(1000 * (Data.Length / Channels / (double)Rate), MidpointRounding.ToEven);

    private int Rms => Data.Length == 0 ? 0 : (int)Math.Sqrt(Data.Sum(sample => (double)sample * sample) / Data.Length);

    private double Dbfs => Rms == 0 ? double.NegativeInfinity : 20 * Math.Log(Rms / 32768.0) / Math.Log(10);

    public short[] Cut()
    {
        var result = Rebuild(Split(1000, -50));
        if (result.Length > 12_000)
        {
            result = Rebuild(Split(100, -40));
        }

        if (result.Length > 12_000)
        {
            result = result.Slice(0, 12_000);
        }

        result = result.Slice(result.LeadingSilence(), int.MaxValue);
        var trailing = (result with { Data = [.. result.Data.Reverse()] }).LeadingSilence();
        result = trailing > 0 ? result.Slice(0, result.Length - trailing) : result;
        return [.. result.Data, .. new short[((550 * Rate / 11_025) + 1) * Channels]];
    }

    private PydubReference Rebuild(List<PydubReference> pieces)
    {
        var wave = this with { Data = [] };
        foreach (var piece in pieces)
        {
            var with = wave with { Data = [.. wave.Data, .. piece.Data] };
            if (wave.Length > 6000 && with.Length > 12_000)
            {
                break;
            }

            wave = with;
        }

        return wave;
    }

    private PydubReference Slice(int start, int end)
    {
        (start, end) = (Math.Min(start, Length), Math.Min(end, Length));
        var (first, last) = ((int)(start * (Rate / 1000.0)) * Channels, (int)(end * (Rate / 1000.0)) * Channels);
        return this with { Data = [.. Data.Skip(first).Concat(new short[1_000]).Take(last - first)] };
    }

    private int LeadingSilence()
    {
        var trim = 0;
        while (Slice(trim, trim + 10).Dbfs < -42 && trim < Length)
        {
            trim += 10;
        }

        return Math.Min(trim, Length);
    }

    private List<PydubReference> Split(int minimum, double threshold)
    {
        var ranges = NonSilent(minimum, threshold).Select(range => new[] { range[0] - 1000, range[1] + 1000 }).ToList();
        foreach (var (first, second) in ranges.Zip(ranges.Skip(1)))
        {
            if (second[0] < first[1])
            {
                second[0] = first[1] = (int)Math.Floor((first[1] + second[0]) / 2.0);
            }
        }

        return [.. ranges.Select(range => Slice(Math.Max(range[0], 0), Math.Min(range[1], Length)))];
    }

    private List<int[]> NonSilent(int minimum, double threshold)
    {
        var silent = Silent(minimum, threshold);
        if (silent.Count == 0)
        {
            return [[0, Length]];
        }

        if (silent[0][0] == 0 && silent[0][1] == Length)
        {
            return [];
        }

        var ranges = new List<int[]>();
        var previous = 0;
        foreach (var range in silent)
        {
            ranges.Add([previous, range[0]]);
            previous = range[1];
        }

        if (previous != Length)
        {
            ranges.Add([previous, Length]);
        }

        if (ranges[0][0] == 0 && ranges[0][1] == 0)
        {
            ranges.RemoveAt(0);
        }

        return ranges;
    }

    private List<int[]> Silent(int minimum, double threshold)
    {
        if (Length < minimum)
        {
            return [];
        }

        var last = Length - minimum;
        var starts = Enumerable.Range(0, (last / 10) + 1).Select(i => i * 10).ToList();
        if (last % 10 != 0)
        {
            starts.Add(last);
        }

        starts = [.. starts.Where(start => Slice(start, start + minimum).Rms <= Math.Pow(10, threshold / 20) * 32768)];
        if (starts.Count == 0)
        {
            return [];
        }

        var ranges = new List<int[]>();
        var (previous, first) = (starts[0], starts[0]);
        foreach (var start in starts.Skip(1))
        {
            if (start != previous + 10 && start > previous + minimum)
            {
                ranges.Add([first, previous + minimum]);
                first = start;
            }

            previous = start;
        }

        ranges.Add([first, previous + minimum]);
        return ranges;
    }
}
