using FsCheck.Xunit;
using IShowTts.Integrations.AudioDevice.Pulse;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class PlayedRingTests
{
    [Property]
    public void CopyFromEnd_AfterAnyWrites_IsTheEndOfAllThatWasWritten(byte[] writeLengths, byte size, byte wanted)
    {
        var ring = new PlayedRing(size + 1);
        var all = new List<float>();
        foreach (var length in writeLengths)
        {
            var added = Enumerable.Range(all.Count, length).Select(i => (float)i).ToArray();
            all.AddRange(added);
            ring.Add(added);
        }

        var target = new float[wanted];
        var count = ring.CopyFromEnd(wanted, target);

        count.ShouldBe(Math.Min(wanted, Math.Min(all.Count, size + 1)));
        target[..count].ShouldBe(all.TakeLast(count));
    }

    [Fact]
    public void ReplaceEnd_ChangesTheNewestOnly()
    {
        var ring = new PlayedRing(4);
        ring.Add([1, 2, 3, 4, 5]);

        ring.ReplaceEnd([8, 9]);

        var all = new float[4];
        ring.CopyFromEnd(4, all).ShouldBe(4);
        all.ShouldBe([2, 3, 8, 9]);
    }
}
