using IShowTts.TestKit.Audio;
using IShowTts.Tts.F5.Reference;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Tts.Tests.F5.Reference;

public sealed class ReferenceClipCacheTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ishowtts-clips-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Get_SameFileTwice_IsPreparedOnce()
    {
        var (cache, path) = (NewCache(), WriteClip("a.wav", 440));

        cache.Get(path).ShouldBeSameAs(cache.Get(path));
    }

    [Fact]
    public void Get_CopyUnderAnotherName_IsTheSameClip()
    {
        var (cache, path) = (NewCache(), WriteClip("a.wav", 440));

        cache.Get(WriteClip("b.wav", 440)).ShouldBeSameAs(cache.Get(path));
    }

    [Fact]
    public void Get_FileThatChanged_IsPreparedAnew()
    {
        var (cache, path) = (NewCache(), WriteClip("a.wav", 440));
        var before = cache.Get(path);

        WriteClip("a.wav", 880);
        File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        cache.Get(path).Mel.ShouldNotBe(before.Mel);
    }

    [Fact]
    public void Get_MoreClipsThanItHolds_ForgetsTheOldest()
    {
        var cache = new ReferenceClipCache(NullLogger.Instance, capacity: 2);
        var paths = new[] { 400, 500, 600 }.Select(tone => WriteClip($"{tone}.wav", tone)).ToArray();
        var clips = paths.Select(cache.Get).ToArray();

        cache.Get(paths[2]).ShouldBeSameAs(clips[2]);
        cache.Get(paths[1]).ShouldBeSameAs(clips[1]);
        cache.Get(paths[0]).ShouldNotBeSameAs(clips[0]);
    }

    [Fact]
    public void Get_FromManyThreads_GivesOneClip()
    {
        var (cache, path) = (NewCache(), WriteClip("a.wav", 440));
        var clips = new ReferenceClip[8];

        Parallel.For(0, clips.Length, i => clips[i] = cache.Get(path));

        clips.ShouldAllBe(clip => ReferenceEquals(clip, clips[0]));
    }

    private static ReferenceClipCache NewCache() => new(NullLogger.Instance);

    private string WriteClip(string name, double tone)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, WavBytes.Of(24_000, 1, ToneGenerator.Sine(24_000, tone, 1, 0.3)));
        return path;
    }
}
