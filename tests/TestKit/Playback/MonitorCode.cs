namespace IShowTts.TestKit.Playback;

/// <summary>Samples that carry their own index, so that a gap, a loss or a repetition on a monitor is found exactly.</summary>
/// <remarks>Left and right are equal: index modulo 16,384 plus one, over 32,768. Never zero, and exact in float32.</remarks>
public static class MonitorCode
{
    private const int Steps = 16_384;
    private const float Scale = 32_768;

    /// <summary>Coded audio, interleaved stereo.</summary>
    /// <param name="frames">Sample frames.</param>
    /// <param name="firstIndex">Index of the first one.</param>
    public static float[] Ramp(int frames, int firstIndex = 0)
        => [.. Enumerable.Range(0, frames * 2).Select(i => ((firstIndex + i / 2) % Steps + 1) / Scale)];

    /// <summary>The runs of unbroken indices in a recording; zeros are silence.</summary>
    /// <param name="samples">Interleaved stereo.</param>
    /// <returns>For each run: where it begins in the recording, its first index, its length, all in sample frames.</returns>
    public static IReadOnlyList<(int At, int FirstIndex, int Frames)> Runs(IReadOnlyList<float> samples)
    {
        var runs = new List<(int At, int FirstIndex, int Frames)>();
        var expected = -1;
        for (var frame = 0; frame < samples.Count / 2; frame++)
        {
            var value = samples[frame * 2];
            if (value == 0)
            {
                expected = -1;
                continue;
            }

            var index = (int)MathF.Round(value * Scale) - 1;
            if (index == expected)
            {
                var (at, firstIndex, frames) = runs[^1];
                runs[^1] = (at, firstIndex, frames + 1);
            }
            else
            {
                runs.Add((frame, index, 1));
            }

            expected = (index + 1) % Steps;
        }

        return runs;
    }
}
