using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>The real intake over a queue in memory; the test says when something is heard.</summary>
internal sealed class TwinStage : IChatCommands, IDisposable
{
    private readonly EventIntake _intake;
    private readonly RecentModeration _recent;

    public TwinStage(params (string Key, string Value)[] settings)
    {
        Time = new FakeTimeProvider(ComposerBench.Start);
        Queue = new InMemoryUtteranceQueue(time: Time);
        _recent = new RecentModeration(Time);
        _intake = new EventIntake(
            new ComposerBench(settings).Composer, Queue, _recent, this, new TwinKeeper(Queue, new ActiveCues()), [], Time, NullLogger<EventIntake>.Instance);
    }

    public FakeTimeProvider Time { get; }

    public InMemoryUtteranceQueue Queue { get; }

    /// <summary>What was spoken, in order.</summary>
    public List<Utterance> Heard { get; } = [];

    /// <summary>Messages that were carried out as commands.</summary>
    public List<ChatMessage> Commands { get; } = [];

    /// <summary>Takes an event in, as the loop does.</summary>
    public async Task GiveAsync(StreamEvent streamEvent)
    {
        // So that ids sort by age.
        Time.Advance(TimeSpan.FromMilliseconds(1));
        if (streamEvent is MessageDeleted deletion)
        {
            _recent.Remember(deletion);
            await Queue.CancelAsync(
                new UtteranceMatch { MessageId = deletion.MessageId }, UtteranceState.Cancelled, new StateReason(ReasonCodes.MessageDeleted), CancellationToken.None);
        }
        else
        {
            await _intake.TakeAsync(streamEvent, _recent.NextSequence(), CancellationToken.None);
        }
    }

    /// <summary>Speaks the next one to its end.</summary>
    public async Task HearNextAsync()
    {
        if (await Queue.HearNext(1_000) is { } heard)
            Heard.Add(heard);
    }

    /// <summary>Speaks all that waits.</summary>
    public async Task HearAllAsync()
    {
        while (await Queue.HearNext(1_000) is { } heard)
            Heard.Add(heard);
    }

    /// <summary>All that was stored, oldest first.</summary>
    public async Task<IReadOnlyList<Utterance>> AllAsync() =>
        [.. (await Queue.ListAsync(new UtteranceQuery(Limit: 500), CancellationToken.None)).Reverse()];

    public ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var isCommand = message.Message.Text.StartsWith("!tts", StringComparison.Ordinal);
        if (isCommand)
            Commands.Add(message);
        return new(isCommand);
    }

    public void Dispose() => Queue.Dispose();
}
