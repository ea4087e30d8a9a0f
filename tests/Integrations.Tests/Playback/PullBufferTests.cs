using FsCheck.Xunit;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Tests.Playback;

public class PullBufferTests
{
    [Property]
    public void Read_AfterAnyWritesAndReads_GivesEverySampleOnceAndInOrder(byte[] steps)
    {
        var buffer = new PullBuffer(AudioFormat.Mono48, TimeSpan.FromMilliseconds(1));
        var written = 0;
        var read = 0;
        foreach (var step in steps)
        {
            if (step % 2 == 0)
            {
                written += buffer.Write([.. Enumerable.Range(written, step).Select(i => i + 1f)]);
                continue;
            }

            var target = new float[step];
            var given = buffer.Read(target);
            target[..given].ShouldBe(Enumerable.Range(read, given).Select(i => i + 1f));
            target[given..].ShouldAllBe(sample => sample == 0);
            read += given;
        }

        buffer.Buffered.ShouldBe(AudioFormat.Mono48.DurationOf(written - read));
        buffer.Buffered.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void FadeOut_KeepsTheFallAndDropsTheRest()
    {
        var buffer = new PullBuffer(AudioFormat.Stereo48, TimeSpan.FromMilliseconds(100));
        buffer.Write(Enumerable.Repeat(0.5f, 9_600).ToArray());

        var dropped = buffer.FadeOut(TimeSpan.FromMilliseconds(40));

        dropped.ShouldBe(TimeSpan.FromMilliseconds(60));
        var heard = new float[4_000];
        buffer.Read(heard).ShouldBe(3_840);
        heard[3_838].ShouldBe(0, 0.0001f);
        heard.Zip(heard.Skip(2), (a, b) => a - b).ShouldAllBe(step => step >= 0 && step < 0.001f);
    }
}
