using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.EndToEnd.Tests;

/// <summary>An engine that fails costs nobody a message: the next one speaks, and the reason is told.</summary>
public sealed class FallbackTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeSynthesizer next = new() { Engine = "espeak", Voices = [new("espeak:en-us", "espeak", "en-us", "en-US")] };

    public ValueTask DisposeAsync() => next.DisposeAsync();

    [Fact]
    public async Task EngineFails_PaidMessage_IsSpokenByTheNextWithTheReasonOnIt()
    {
        await using var worker = await StartAsync();
        worker.Engine.BeforeChunk = (_, _, _) => throw new SynthesisException("out-of-memory", "The engine ran out of memory.");

        worker.Source.Give(Chat.Bits("m1", "ann", 500, "hello there"));
        var playing = await worker.WaitAsync("m1", UtteranceState.Playing);
        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

        heard.Reason.ShouldBe(new StateReason(ReasonCodes.Fallback, null, "spoken by espeak: fake out-of-memory"));
        playing.Reason.ShouldBe(heard.Reason);
        (heard.Engine, heard.Voice).ShouldBe(("espeak", "espeak:en-us"));
        playing.Timings.TtfaMs.ShouldNotBeNull().ShouldBe(heard.Timings.TtfaMs!.Value);
    }

    [Fact]
    public async Task EngineFailsMidway_TheRestIsSpokenByTheNext()
    {
        await using var worker = await StartAsync();
        worker.Engine.TellsProgress = true;
        worker.Engine.BeforeChunk = (request, index, _) => index < 5 || request.IsCalibration ? default : throw new SynthesisException("timeout", "Too slow.");

        worker.Source.Give(Chat.Bits("m1", "ann", 500, "hello there my dear"));
        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

        heard.Reason.ShouldNotBeNull().Detail.ShouldBe("spoken by fake, the rest by espeak: fake timeout");
        var first = worker.Engine.Requests[^1].Text;
        var second = next.Requests[^1].Text;
        first.ShouldEndWith(second);
        first[..^second.Length].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Fact]
    public async Task EngineFailsAgainAndAgain_AnAlarmStandsUntilItIsBack()
    {
        await using var worker = await StartAsync();
        worker.Engine.BeforeChunk = (_, _, _) => throw new SynthesisException("out-of-memory", "The engine ran out of memory.");
        var raised = Signal(worker, alarms => alarms.Contains("engine:fake"));

        for (var i = 0; i < 3; i++)
        {
            worker.Source.Give(Chat.Bits($"m{i}", "ann", 500, "hello there"));
            await worker.WaitAsync($"m{i}", UtteranceState.Heard);
        }

        await raised.WaitAsync(Limit);
        var over = Signal(worker, alarms => !alarms.Contains("engine:fake"));
        worker.Engine.BeforeChunk = null;
        for (var i = 0; !over.IsCompleted; i++)
        {
            worker.Source.Give(Chat.Bits($"n{i}", "ann", 500, "hello"));
            await worker.WaitAsync($"n{i}", UtteranceState.Heard);
        }

        worker.Alarms.Current.ShouldBeEmpty();
    }

    private static Task Signal(WorkerFixture worker, Func<IEnumerable<string>, bool> isMet)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Alarms.Changed += () =>
        {
            if (isMet(worker.Alarms.Current.Select(alarm => alarm.Key)))
            {
                met.TrySetResult();
            }
        };
        return met.Task;
    }

    private Task<WorkerFixture> StartAsync() => WorkerFixture.StartAsync(new WorkerFixtureSettings
    {
        Configuration = new Dictionary<string, string?> { ["Tts:Fallback:BreakSeconds"] = "1", ["Voices:File"] = "" },
        ConfigureServices = services => services.AddSingleton<ISpeechEngine>(next),
    });
}
