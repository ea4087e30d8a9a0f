using System.Buffers.Binary;
using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Dsp;
using IShowTts.Tts.F5.Reference;
using IShowTts.Tts.Tests.Dsp;

namespace IShowTts.Tts.Tests.F5.Reference;

public sealed class ReferenceClipPreparerTests
{
    public static TheoryData<string> Cases() => GoldenCases.EndToEnd();

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Signal_ClipOfAnEndToEndCase_IsWhatTheModelGot(string name)
    {
        using var golden = Goldens.Open("e2e.safetensors");

        var signal = EndToEndClip.Signal(name);

        if (golden.Has(name + "/cond_pcm16"))
        {
            signal.Samples.ShouldBe(golden.Integers(name + "/cond_pcm16").Select(sample => sample / 32_768f));
            signal.Rms.ShouldBeGreaterThanOrEqualTo(ReferenceSignal.TargetRms);
        }
        else
        {
            golden.AssertClose(name + "/cond_wav", signal.Samples);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Mel_ClipOfAnEndToEndCase_IsWhatTheModelGot(string name)
    {
        using var golden = Goldens.Open("e2e.safetensors");
        var expected = golden.Tensor(name + "/cond_mel");
        var signal = EndToEndClip.Signal(name);
        var mel = new float[MelSpectrogram.FramesOf(signal.Samples.Length) * MelSpectrogram.Mels];

        new MelSpectrogram().Analyze(signal.Samples, mel);

        MelAssert.Close(mel, expected);
    }

    [Theory]
    [InlineData(WavSampleFormat.Pcm16)]
    [InlineData(WavSampleFormat.Float32)]
    public void Prepare_QuietStereoClip_IsRaisedAndKnowsItsLevel(WavSampleFormat format)
    {
        var mono = ToneGenerator.Sine(48_000, 440, 2, amplitude: 0.02);
        var stereo = mono.SelectMany(sample => new[] { sample, sample }).ToArray();

        var clip = ReferenceClipPreparer.Prepare(new MemoryStream(WavBytes.Of(48_000, 2, stereo, format)), "quiet.wav");

        // 50 ms of silence are added: 2 of 2.05 s sound.
        clip.Rms.ShouldBe((float)(0.02 / Math.Sqrt(2) * Math.Sqrt(2 / 2.05)), 0.0002f);
        clip.OutputGain.ShouldBe(clip.Rms / 0.1f, 1e-6f);
        clip.Seconds.ShouldBe(2.05, 0.001);
        clip.SourceSeconds.ShouldBe(2, 1e-9);
        clip.SpokenSeconds.ShouldBe(2, 0.02);
        clip.Samples.ShouldBe(49_198);
        clip.MelFrames.ShouldBe(1 + (clip.Samples / 256));
        clip.PromptFrames.ShouldBe(clip.Samples / 256);
    }

    [Fact]
    public void Prepare_LoudClip_KeepsItsLevel()
    {
        var clip = ReferenceClipPreparer.Prepare(new MemoryStream(WavBytes.Of(24_000, 1, ToneGenerator.Sine(24_000, 440, 3, 0.5))), "loud.wav");

        clip.OutputGain.ShouldBe(1);
        clip.Rms.ShouldBeGreaterThan(0.3f);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(64)]
    public void Read_EveryEncoding_BecomesTheSame16Bits(int bits)
    {
        short[] expected = [0, 256, -256, 32_512, -32_768, 12_800];

        var clip = PcmClip.Read(new MemoryStream(Wav(bits, expected)), TimeSpan.FromSeconds(1));

        clip.Samples.ShouldBe(expected);
    }

    [Fact]
    public void Prepare_UnusableClips_NameFileReasonAndCure()
    {
        Message(WavBytes.Of(24_000, 1, new float[48_000])).ShouldContain("less than 0.5 s of sound");
        Message(WavBytes.Of(24_000, 1, ToneGenerator.Noise(9_000))).ShouldContain("Record 3 to 12 s");
        Message(WavBytes.Of(24_000, 1, [])).ShouldContain("empty");
        Message("RIFF, but no WAV at all"u8.ToArray()).ShouldContain("no WAV file");
        Message(WavBytes.Of(8_000, 1, new float[8_000 * 301])).ShouldContain("longer than 300 s");
    }

    [Fact]
    public void Listen_File_GivesWhatThePromptIsMadeFrom()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, WavBytes.Of(24_000, 1, ToneGenerator.Sine(24_000, 440, 2, 0.02)));

            var heard = ReferenceClipPreparer.Listen(path);

            heard.Length.ShouldBe(ReferenceClipPreparer.Prepare(path).Samples);
            AudioAssert.Rms(heard).ShouldBe(0.02 / Math.Sqrt(2) * Math.Sqrt(2 / 2.05), 1e-4);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Prepare_PathThatCannotBeRead_NamesIt()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-clip-");
        try
        {
            var huge = Path.Combine(folder.FullName, "huge.wav");
            using (var file = File.Create(huge))
            {
                file.SetLength(ReferenceClipPreparer.LargestFile + 1L);
            }

            var missing = Path.Combine(folder.FullName, "missing.wav");
            Should.Throw<ReferenceClipException>(() => ReferenceClipPreparer.Prepare(missing)).Message.ShouldContain(missing);
            Should.Throw<ReferenceClipException>(() => ReferenceClipPreparer.Prepare(huge)).Message.ShouldContain("64 MiB is the most");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Message(byte[] wav)
    {
        var message = Should.Throw<ReferenceClipException>(() => ReferenceClipPreparer.Prepare(new MemoryStream(wav), "voices/anna.wav")).Message;
        message.ShouldStartWith("Reference clip voices/anna.wav:");
        return message;
    }

    private static byte[] Wav(int bits, short[] samples)
    {
        var wav = WavBytes.Of(24_000, 1, [], WavSampleFormat.Pcm16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), (short)(bits == 64 ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), (short)(bits / 8));
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), (short)bits);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples.Length * bits / 8);
        return [.. wav, .. samples.SelectMany(sample => Encode(sample, bits))];
    }

    private static byte[] Encode(short sample, int bits) => bits switch
    {
        8 => [(byte)((sample >> 8) + 128)],
        16 => BitConverter.GetBytes(sample),
        24 => [0, .. BitConverter.GetBytes(sample)],
        32 => BitConverter.GetBytes(sample << 16),
        _ => BitConverter.GetBytes(sample / 32_768.0),
    };
}
