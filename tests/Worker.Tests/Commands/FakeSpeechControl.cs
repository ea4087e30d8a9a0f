using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Commands;

/// <summary>Writes down what it was asked for.</summary>
internal sealed class FakeSpeechControl : ISpeechControl
{
    /// <summary>What was asked for, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What it answers when asked how it is.</summary>
    public SpeechStatus Status { get; set; } = new(true, false, SpeechMode.All, null, 0, 0, 0);

    /// <summary>What a skip finds; null for nothing.</summary>
    public Utterance? Playing { get; set; }

    /// <summary>What a text to say becomes.</summary>
    public Func<SayRequest, Utterance> OnSay { get; set; } = request => TestUtterance.Manual(request.Text);

    /// <summary>What happens before it answers how it is; null for nothing.</summary>
    public Func<CancellationToken, Task>? BeforeStatus { get; set; }

    public async ValueTask<SpeechStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        await (BeforeStatus?.Invoke(cancellationToken) ?? Task.CompletedTask);
        return Status;
    }

    public ValueTask PauseAsync(Actor actor, CancellationToken cancellationToken) => Note("pause", actor);

    public ValueTask ResumeAsync(Actor actor, CancellationToken cancellationToken) => Note("resume", actor);

    public async ValueTask<Utterance?> SkipAsync(Actor actor, CancellationToken cancellationToken)
    {
        await Note("skip", actor);
        return Playing;
    }

    public async ValueTask<Utterance?> SkipAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        await Note("skip " + utteranceId, actor);
        return TestUtterance.Chat();
    }

    public async ValueTask<Utterance?> WithdrawAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        await Note("withdraw " + utteranceId, actor);
        return TestUtterance.Chat();
    }

    public async ValueTask<int> ClearAsync(Actor actor, CancellationToken cancellationToken)
    {
        await Note("clear", actor);
        return 3;
    }

    public async ValueTask<int> StopAllAsync(Actor actor, CancellationToken cancellationToken)
    {
        await Note("stop-all", actor);
        return 1;
    }

    public async ValueTask<Utterance?> ApproveAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        await Note("approve " + utteranceId, actor);
        return TestUtterance.Chat();
    }

    public async ValueTask<Utterance?> RejectAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        await Note("reject " + utteranceId, actor);
        return TestUtterance.Chat();
    }

    public ValueTask<Utterance?> HoldAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Utterance?> PlaceAsync(string utteranceId, string? beforeId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReplayResult> AgainAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReplayResult> ReleaseAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SetEnabledAsync(bool isEnabled, Actor actor, CancellationToken cancellationToken) => Note(isEnabled ? "on" : "off", actor);

    public ValueTask SetModeAsync(SpeechMode mode, Actor actor, CancellationToken cancellationToken) => Note("mode " + mode, actor);

    public async ValueTask<AddResult> SayAsync(SayRequest request, Actor actor, CancellationToken cancellationToken)
    {
        await Note($"say {request.Text} voice {request.Voice}", actor);
        return new AddResult(AddOutcome.Added, OnSay(request));
    }

    public ValueTask<int> ModerateAsync(ModerationEvent moderation, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ValueTask Note(string what, Actor actor)
    {
        Calls.Add($"{actor.Name} via {actor.Via}: {what}");
        return ValueTask.CompletedTask;
    }
}
