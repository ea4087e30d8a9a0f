using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

public sealed class WavTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Float32_RoundTrip_IsExact(int channels)
    {
        var format = new AudioFormat(48_000, channels);
        var samples = ToneGenerator.Noise(20_000);

        var (read, back) = WavReader.ReadAll(new MemoryStream(Write(format, WavSampleFormat.Float32, samples)), Minute);

        read.ShouldBe(format);
        back.SequenceEqual(samples).ShouldBeTrue();
    }

    [Fact]
    public void Int16_RoundTrip_IsWithinHalfAStep()
    {
        float[] samples = [0, 1, -1, 0.5f, 2, -2, float.NaN, 1f / 65_000];

        var (_, back) = WavReader.ReadAll(new MemoryStream(Write(AudioFormat.Mono48, WavSampleFormat.Pcm16, samples)), Minute);

        float[] expected = [0, 1, -1, 0.5f, 1, -1, 0, 0];
        for (var i = 0; i < expected.Length; i++)
        {
            back[i].ShouldBe(expected[i], 1f / 32_000);
        }
    }

    [Theory]
    [InlineData(WavSampleFormat.Pcm16, 44)]
    [InlineData(WavSampleFormat.Float32, 58)]
    public void Header_SeekableStream_HasTrueSizes(WavSampleFormat sampleFormat, int headerBytes)
    {
        var file = Write(AudioFormat.Stereo48, sampleFormat, new float[200]);

        BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)).ShouldBe((uint)file.Length - 8);
        BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(headerBytes - 4)).ShouldBe((uint)(file.Length - headerBytes));
    }

    [Fact]
    public void Header_AfterFlush_IsWholeBeforeTheEnd()
    {
        using var stream = new MemoryStream();
        using var writer = new WavWriter(stream, AudioFormat.Mono48, WavSampleFormat.Pcm16, leaveOpen: true);
        writer.Write(new float[100]);

        writer.Flush();
        writer.Write(new float[50]);

        BinaryPrimitives.ReadUInt32LittleEndian(stream.ToArray().AsSpan(40)).ShouldBe(200u);
        stream.Length.ShouldBe(44 + 300);
    }

    [Fact]
    public async Task Write_PipeThatCannotSeek_IsReadUntilItsEnd()
    {
        using var memory = new MemoryStream();
        await using (var pipe = new ForwardOnlyStream(memory))
        await using (var writer = new WavWriter(pipe, AudioFormat.Mono48))
        {
            await writer.WriteAsync(new float[] { 0.25f, -0.25f }, CancellationToken.None);
            writer.Duration.ShouldBe(AudioFormat.Mono48.DurationOf(2));
        }

        var (_, samples) = WavReader.ReadAll(new MemoryStream(memory.ToArray()), Minute);

        samples.ShouldBe([0.25f, -0.25f]);
    }

    [Fact]
    public void Write_Warm_AllocatesNothing()
    {
        using var writer = new WavWriter(Stream.Null, AudioFormat.Mono48);
        var samples = new float[5_000];
        writer.Write(samples);
        var before = GC.GetAllocatedBytesForCurrentThread();

        writer.Write(samples);

        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    [Theory]
    [InlineData(1, 8, new byte[] { 0, 128, 255 }, new[] { -1f, 0f, 0.992f })]
    [InlineData(1, 24, new byte[] { 0, 0, 0x80, 0, 0, 0x40 }, new[] { -1f, 0.5f })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 0x80, 0, 0, 0, 0x40 }, new[] { -1f, 0.5f })]
    [InlineData(3, 64, new byte[] { 0, 0, 0, 0, 0, 0, 0xE0, 0x3F }, new[] { 0.5f })]
    public void Read_OtherEncodings_GivesTheSamples(short tag, short bits, byte[] data, float[] expected)
    {
        var (_, samples) = WavReader.ReadAll(new MemoryStream(File(tag, 1, 22_050, bits, data)), Minute);

        samples.Length.ShouldBe(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            samples[i].ShouldBe(expected[i], 0.001f);
        }
    }

    [Theory]
    [InlineData(1, 0, 48_000, 16, "0 channels")]
    [InlineData(1, 6, 48_000, 16, "6 channels")]
    [InlineData(1, 1, 0, 16, "sample rate is 0")]
    [InlineData(1, 1, 4_000_000_000, 16, "4000000000")]
    [InlineData(1, 1, 48_000, 12, "12 bits")]
    [InlineData(85, 1, 48_000, 16, "format 85")]
    public void Read_FormatWeDoNotKnow_NamesIt(short tag, short channels, long rate, short bits, string expected) =>
        Should.Throw<InvalidDataException>(() => WavReader.ReadAll(new MemoryStream(File(tag, channels, (uint)rate, bits, [1, 2])), Minute))
            .Message.ShouldContain(expected);

    [Fact]
    public void Read_EveryTruncation_GivesSamplesOrAClearError()
    {
        var file = Write(AudioFormat.Stereo48, WavSampleFormat.Float32, ToneGenerator.Noise(64));

        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            if (length < 58)
            {
                Should.Throw<InvalidDataException>(() => WavReader.ReadAll(new MemoryStream(cut), Minute)).Message.ShouldNotBeEmpty();
            }
            else
            {
                WavReader.ReadAll(new MemoryStream(cut), Minute).Samples.Length.ShouldBe((length - 58) / 8 * 2);
            }
        }
    }

    [Fact]
    public void Read_LongerThanAllowed_IsRefusedWithoutReadingItAll()
    {
        using var endless = new EndlessStream(File(1, 1, 48_000, 16, [], claimed: uint.MaxValue));

        Should.Throw<InvalidDataException>(() => WavReader.ReadAll(endless, TimeSpan.FromSeconds(1))).Message.ShouldContain("longer than 1 s");
    }

    [Fact]
    public void Read_EndlessChunksBeforeTheAudio_IsRefused()
    {
        var file = new List<byte>("RIFF\0\0\0\0WAVE"u8.ToArray());
        for (var i = 0; i < 100; i++)
        {
            file.AddRange("junk\0\0\0\0"u8);
        }

        Should.Throw<InvalidDataException>(() => new WavReader(new MemoryStream([.. file]))).Message.ShouldContain("64 chunks");
    }

    [Fact]
    public void Read_HugeChunkBeforeTheAudio_IsRefused()
    {
        using var endless = new EndlessStream([.. "RIFF\0\0\0\0WAVELIST"u8, 255, 255, 255, 127]);

        Should.Throw<InvalidDataException>(() => new WavReader(endless)).Message.ShouldContain("garbage");
    }

    [Property(MaxTest = 500)]
    public Property Read_AnyMutation_GivesCleanSamplesOrInvalidData() => Prop.ForAll(
        ArbMap.Default.ArbFor<(int Place, byte Value)[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (mutations, length) =>
        {
            var file = Write(new AudioFormat(22_050, 1), WavSampleFormat.Float32, ToneGenerator.Noise(100));
            foreach (var (place, value) in mutations)
            {
                // Half of them hit the header, where it hurts.
                file[(int)((uint)place % (uint)(place % 2 == 0 ? 58 : file.Length))] = value;
            }

            var cut = file[..Math.Min(file.Length, length.Get * 7)];
            try
            {
                var (format, samples) = WavReader.ReadAll(new MemoryStream(cut), Minute);
                return format.SampleRate is >= 8_000 and <= 192_000 && samples.Length <= cut.Length && samples.All(float.IsFinite);
            }
            catch (InvalidDataException exception)
            {
                return exception.Message.Length > 0;
            }
        });

    [Property(MaxTest = 300)]
    public Property Read_AnyBytes_GivesInvalidData() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        Should.Throw<InvalidDataException>(() => WavReader.ReadAll(new MemoryStream(bytes), Minute)) is not null);

    private static byte[] Write(AudioFormat format, WavSampleFormat sampleFormat, float[] samples)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, format, sampleFormat, leaveOpen: true))
        {
            writer.Write(samples);
        }

        return stream.ToArray();
    }

    private static byte[] File(short tag, short channels, uint rate, short bits, byte[] data, uint? claimed = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + data.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write(tag);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * (uint)(channels * bits / 8));
        writer.Write((short)(channels * bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(claimed ?? (uint)data.Length);
        writer.Write(data);
        return stream.ToArray();
    }
}
