namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>The measure itself: gaps do not count, anything else does.</summary>
public sealed class WaveformTests
{
    private static readonly float[] Sound = [.. Enumerable.Range(0, 48_000).Select(i => 0.3f * MathF.Sin(i * (0.02f + (i / 12_000 * 0.011f))))];

    [Fact]
    public void Compare_OfTheSameWithGaps_IsAlikeAndCountsThem()
    {
        float[] played = [.. Sound[..10_000], .. Fall(Sound[9_999]), .. new float[700], .. Sound[10_000..30_000], .. Fall(Sound[29_999]), .. new float[4_000], .. Sound[30_000..]];

        var (likeness, gaps) = Waveform.Compare(played, Sound);

        gaps.ShouldBe(2);
        likeness.ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void Compare_WhenAPartIsMissing_IsNotAlike()
    {
        float[] played = [.. Sound[..10_000], .. Sound[14_800..]];

        Waveform.Compare(played, Sound).Likeness.ShouldBeLessThan(0.95);
    }

    [Fact]
    public void Compare_WhenTheEndIsMissing_IsNotAlike() => Waveform.Compare(Sound.AsSpan(0, 36_000), Sound).Likeness.ShouldBeLessThan(0.95);

    [Fact]
    public void Compare_OfPartsInAnotherOrder_IsNotAlike()
    {
        float[] played = [.. Sound[24_000..], .. Sound[..24_000]];

        Waveform.Compare(played, Sound).Likeness.ShouldBeLessThan(0.9);
    }

    private static IEnumerable<float> Fall(float last) => Enumerable.Range(1, 300).Select(i => last * MathF.Pow(0.97f, i));
}
