using System.Buffers.Binary;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Contracts;
using IShowTts.Tts.Audio;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Playback;

public sealed class WavFileSinkTests : AudioSinkContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-wav-").FullName;
    private readonly FakeTimeProvider time = new();

    private string FilePath => Path.Combine(folder, "sub folder", "speech é.wav");

    [Fact]
    public async Task File_AfterDispose_HoldsWhatWasHeard()
    {
        var tone = Tone(4_800);
        await PlayAsync(new OutputOptions(), tone, TimeSpan.FromMilliseconds(100));

        var wav = await File.ReadAllBytesAsync(FilePath);

        BinaryPrimitives.ReadUInt32LittleEndian(wav.AsSpan(4)).ShouldBe((uint)wav.Length - 8);
        BinaryPrimitives.ReadUInt32LittleEndian(wav.AsSpan(40)).ShouldBe((uint)wav.Length - 44);
        Pcm16(wav).ShouldBe(tone.Select(sample => (short)MathF.Round(sample * 32_768)).ToArray());
    }

    [Fact]
    public async Task File_AsFloat_HoldsEverySampleUnchanged()
    {
        var tone = Tone(480);
        await PlayAsync(new OutputOptions { WavFormat = WavSampleFormat.Float32 }, tone, TimeSpan.FromMilliseconds(10));

        var wav = await File.ReadAllBytesAsync(FilePath);

        BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(20)).ShouldBe((short)3);
        BinaryPrimitives.ReadUInt32LittleEndian(wav.AsSpan(46)).ShouldBe(480u);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(wav.AsSpan(58)).ToArray().ShouldBe(tone);
    }

    [Fact]
    public async Task File_WhileRecording_CanBeReadAtAnyTime()
    {
        await using var sink = new WavFileSink(FilePath, new OutputOptions(), time);
        await sink.OpenAsync(default);
        for (var i = 0; i < 150; i++)
        {
            await sink.WriteAsync(Tone(960), default);
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        // As a reader does while the worker still runs, or after it was killed.
        await using var stream = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var head = new byte[44];
        await stream.ReadExactlyAsync(head);

        var dataBytes = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(40));
        dataBytes.ShouldBeGreaterThanOrEqualTo(2u * 192_000);
        stream.Length.ShouldBeGreaterThanOrEqualTo(44 + dataBytes);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0.25)]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    public async Task Gap_BetweenUtterances_IsKeptUpToTheOption(double optionSeconds, double expectedSeconds)
    {
        await using (var sink = new WavFileSink(FilePath, new OutputOptions { WavMaxGapSeconds = optionSeconds }, time))
        {
            await sink.OpenAsync(default);
            await sink.WriteAsync(Tone(4_800), default);
            time.Advance(TimeSpan.FromSeconds(3.1));
            await sink.WriteAsync(Tone(4_800), default);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Pcm16(await File.ReadAllBytesAsync(FilePath)).Length.ShouldBe((9_600 + (int)(expectedSeconds * 48_000)) * 2);
    }

    [Fact]
    public async Task Open_WhereAFileIs_KeepsTheOldOneAside()
    {
        await PlayAsync(new OutputOptions(), Tone(480), TimeSpan.FromMilliseconds(10));

        await PlayAsync(new OutputOptions(), Tone(960), TimeSpan.FromMilliseconds(20));

        new FileInfo(FilePath).Length.ShouldBe(44 + 960 * 4);
        new FileInfo(Path.ChangeExtension(FilePath, ".1.wav")).Length.ShouldBe(44 + 480 * 4);
    }

    [Fact]
    public async Task File_AtItsSizeLimit_GoesOnInANewOne()
    {
        await using (var sink = new WavFileSink(FilePath, new OutputOptions(), time, maxDataBytes: 40_000))
        {
            await sink.OpenAsync(default);
            await sink.WriteAsync(Tone(12_000), default);
            time.Advance(TimeSpan.FromMilliseconds(250));
        }

        var samples = Pcm16(await File.ReadAllBytesAsync(Path.ChangeExtension(FilePath, ".1.wav"))).Length + Pcm16(await File.ReadAllBytesAsync(FilePath)).Length;
        samples.ShouldBe(24_000);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    protected override IAudioSink Create() => new WavFileSink(FilePath, new OutputOptions(), TimeProvider.System);

    protected override IAudioSink CreateHoldable(out Action hold, out Action release)
    {
        var clock = new FakeTimeProvider();
        hold = static () => { };
        release = () => clock.Advance(IAudioSink.MaxBuffer);
        return new WavFileSink(FilePath, new OutputOptions(), clock);
    }

    protected override bool Break(IAudioSink sink)
    {
        File.WriteAllText(Path.GetDirectoryName(FilePath)!, "A file where the folder should be.");
        return true;
    }

    protected override void Repair(IAudioSink sink) => File.Delete(Path.GetDirectoryName(FilePath)!);

    private async Task PlayAsync(OutputOptions options, float[] samples, TimeSpan length)
    {
        await using var sink = new WavFileSink(FilePath, options, time);
        await sink.OpenAsync(default);
        await sink.WriteAsync(samples, default);
        time.Advance(length);
    }

    private static short[] Pcm16(byte[] wav)
    {
        BinaryPrimitives.ReadUInt32LittleEndian(wav.AsSpan(40)).ShouldBe((uint)wav.Length - 44);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(wav.AsSpan(44)).ToArray();
    }
}
