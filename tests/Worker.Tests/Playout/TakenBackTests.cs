using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Hosting;
using IShowTts.Tts.Audio;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>A sink that finds only when it is lost that nobody heard what it had told as heard, as Discord behind a network that swallows everything.</summary>
public sealed class TakenBackTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sink_ThatTakesBackWhatItTold_HasItPlayedAgain_ByWhatWasHeard(bool atItsEnd)
    {
        var sink = new ForgetfulSink(atItsEnd);
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            Sinks = [],
            Configuration = new Dictionary<string, string?> { ["Playout:OnSinkLost"] = nameof(InterruptedPolicy.ReplayIfLessThanHalfHeard), ["Playout:ReopenMilliseconds"] = "100" },
            ConfigureServices = services => services.AddSingleton<IAudioSink>(sink),
        });

        worker.Source.Give(Chat.Bits("m1", "ann", 500, "one two three four five six"));
        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

        heard.Reason!.Code.ShouldBe(ReasonCodes.Finished);
        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        sink.Opens.ShouldBe(2);
        sink.Played.ShouldBe(TimeSpan.FromMilliseconds(heard.Timings.AudioMs!.Value), "the whole once more");
    }

    /// <summary>Tells all as heard at once; the first time it is lost at the end or 20 ms before, and nothing was.</summary>
    private sealed class ForgetfulSink(bool atItsEnd) : IAudioSink
    {
        private static readonly TimeSpan s_almostAll = TimeSpan.FromMilliseconds(1_480);
        private bool isLost;

        public string Name => "forgetful";

        public AudioFormat Format => AudioFormat.Stereo48;

        public int Opens { get; private set; }

        public TimeSpan Played { get; private set; }

        public TimeSpan Delay => isLost ? Played : TimeSpan.Zero;

        public ValueTask OpenAsync(CancellationToken cancellationToken)
        {
            Opens++;
            Played = TimeSpan.Zero;
            isLost = false;
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
        {
            Played += Format.DurationOf(samples.Length);
            return !atItsEnd && Opens == 1 && Played >= s_almostAll ? Lose() : ValueTask.CompletedTask;
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => atItsEnd && Opens == 1 ? Lose() : ValueTask.CompletedTask;

        public ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken) => ValueTask.FromResult(TimeSpan.Zero);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private ValueTask Lose()
        {
            isLost = true;
            throw new AudioSinkException("not-sent", "Nobody heard it.");
        }
    }
}
