using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

public sealed class EqualPowerJoinerTests
{
    private const int Rate = 24_000;
    private const int ShortFade = 480;
    private static readonly TimeSpan Fade = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void Join_LoudParts_GivesAllButTheFadeAtOnce()
    {
        var joiner = New();

        joiner.Join(ToneGenerator.Noise(10_000)).Length.ShouldBe(10_000 - 3_600);
        joiner.Held.ShouldBe(3_600);
        joiner.Join(ToneGenerator.Noise(8_000)).Length.ShouldBe(8_000 - ShortFade);
        joiner.End().Length.ShouldBe(3_600);
        joiner.End().Length.ShouldBe(0);
    }

    [Property(MaxTest = 60)]
    public Property Join_LoudPartsOfAnyLength_LoseTheOverlapsOnly() => Prop.ForAll(
        Gen.ListOf(Gen.OneOf(Gen.Constant(0), Gen.Choose(130, 900), Gen.Choose(900, 9_000))).ToArbitrary(),
        lengths =>
        {
            var parts = lengths.Take(12).Select((length, i) => ToneGenerator.Noise(length, 0.5, seed: i + 1)).ToArray();
            var expected = 0;
            foreach (var part in parts)
            {
                expected += part.Length - Math.Min(ShortFade, Math.Min(expected, part.Length));
            }

            var all = JoinAll(parts);

            // Where overlaps lie on one another, powers add up once more for each.
            var layers = parts.Any(part => part.Length is > 0 and < 2 * ShortFade) ? parts.Length : 2;
            return all.Length == expected && all.All(float.IsFinite) && AudioAssert.Peak(all) <= (0.5 * Math.Sqrt(layers)) + 1e-6;
        });

    [Property(MaxTest = 30)]
    public bool Join_Tones_NoSampleJumpsFurtherThanTheToneItself(ushort first, ushort second, byte tone)
    {
        var frequency = 80 + (tone * 4);
        var parts = new[] { first, second, (ushort)(first ^ second) }
            .Select((length, i) => ToneGenerator.Sine(Rate, frequency, (2_000 + (length % 20_000)) / (double)Rate, 0.5, phase: i * 1.7)).ToArray();

        var all = JoinAll(parts);

        // Slope of the tone, and that of the gains on two tones over the shortest fade.
        var bound = (0.5 * 2 * Math.PI * frequency / Rate * Math.Sqrt(2)) + (2 * 0.5 * Math.PI / 2 / ShortFade);
        return Jumps(all).All(jump => jump <= bound);
    }

    [Fact]
    public void Join_UncorrelatedParts_KeepsThePowerAtTheJoint()
    {
        // Windows of 10 ms of white noise scatter by about 0.4 dB; the dip of a linear fade would be 3 dB.
        var worst = 0.0;
        for (var seed = 1; seed < 20; seed++)
        {
            var all = JoinAll(ToneGenerator.Noise(24_000, 0.5, seed), ToneGenerator.Noise(24_000, 0.5, seed + 100));
            var usual = 0.5 / Math.Sqrt(3);
            for (var at = 24_000 - 1_200; at < 24_000 + 700; at += 120)
            {
                worst = Math.Max(worst, Math.Abs(20 * Math.Log10(AudioAssert.Rms(all.AsSpan(at, 240)) / usual)));
            }
        }

        worst.ShouldBeLessThan(1.8);
    }

    [Fact]
    public void Join_QuietEdges_AreCutToThePauseAndNoSpeechIsLost()
    {
        var speech = ToneGenerator.Sine(Rate, 200, 1, 0.4);
        float[] part = [.. new float[9_600], .. speech, .. new float[12_000]];

        var all = JoinAll(part, part);

        // Edges of the text stay; at the joint 250 ms are left.
        all.Length.ShouldBeInRange((2 * 24_000) + 9_600 + 12_000 + 6_000 - 250, (2 * 24_000) + 9_600 + 12_000 + 6_000 + 250);
        Math.Abs(all.Count(sample => Math.Abs(sample) > 0.01) - (2 * speech.Count(sample => Math.Abs(sample) > 0.01))).ShouldBeLessThan(10);
    }

    [Fact]
    public void Join_SpeechUpToTheEdgeAfterQuiet_LosesNoMoreThanAShortFade()
    {
        var speech = ToneGenerator.Sine(Rate, 200, 1, 0.4);

        var all = JoinAll([.. speech, .. new float[4_800]], speech);

        AudioAssert.SignalToErrorDb(all.AsSpan(all.Length - 24_000 + ShortFade), speech.AsSpan(ShortFade)).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Join_OnlySilence_StaysBounded()
    {
        var joiner = New();
        for (var i = 0; i < 50; i++)
        {
            joiner.Join(new float[48_000]).Length.ShouldBeLessThanOrEqualTo(48_000);
            joiner.Held.ShouldBeLessThanOrEqualTo(100_000);
        }
    }

    [Fact]
    public void Break_InTheMiddle_FadesOutWhatWasHeld()
    {
        var joiner = New();
        var tone = ToneGenerator.Sine(Rate, 300, 1, 0.5);
        var given = joiner.Join(tone).ToArray();

        var rest = joiner.Break().ToArray();

        rest.Length.ShouldBe(3_600);
        Jumps([.. given, .. rest, 0]).ShouldAllBe(jump => jump < 0.5 * 2 * Math.PI * 300 / Rate * 1.1);
        Math.Abs(rest[^1]).ShouldBeLessThan(0.001f);
        joiner.Break().Length.ShouldBe(0);
    }

    [Fact]
    public void Join_WithoutFade_IsEndToEnd()
    {
        var joiner = new EqualPowerJoiner(Rate, TimeSpan.Zero, Pause);
        float[] all = [.. joiner.Join(new float[] { 1, 2 }).ToArray(), .. joiner.Join(new float[] { 3 }).ToArray(), .. joiner.End().ToArray()];

        all.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Join_Warm_AllocatesNothing()
    {
        var joiner = New();
        var part = ToneGenerator.Noise(24_000);
        joiner.Join(part);
        joiner.Join(part);
        var before = GC.GetAllocatedBytesForCurrentThread();

        joiner.Join(part);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Constructor_OutOfRange_NamesIt()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new EqualPowerJoiner(Rate, TimeSpan.FromSeconds(1.1), Pause)).ParamName.ShouldBe("longestFade");
        Should.Throw<ArgumentOutOfRangeException>(() => new EqualPowerJoiner(Rate, Fade, TimeSpan.FromSeconds(-1))).ParamName.ShouldBe("longestPause");
        Should.Throw<ArgumentOutOfRangeException>(() => new EqualPowerJoiner(1, Fade, Pause)).ParamName.ShouldBe("sampleRate");
    }

    private static EqualPowerJoiner New() => new(Rate, Fade, Pause);

    private static float[] JoinAll(params float[][] parts)
    {
        var joiner = New();
        return [.. parts.SelectMany(part => joiner.Join(part).ToArray()).ToArray(), .. joiner.End().ToArray()];
    }

    private static IEnumerable<double> Jumps(float[] samples) => samples.Zip(samples.Skip(1), (a, b) => (double)Math.Abs(b - a));
}
