using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.QueueCrash;

/// <summary>A seeded random stream and speaker in one. Each line it writes is something that has happened by then.</summary>
/// <remarks>
/// <c>added ID paid|chat</c>: the queue said it is stored. <c>ended ID</c>: a listener heard it to its end (written before that is committed,
/// as sound comes before its record). <c>final ID STATE</c>: the queue said it is final. <c>repeat ID ID</c>: a repeat of the event of the first
/// was answered with the second, which must be the same.
/// </remarks>
internal sealed class CrashWorkload(IUtteranceQueue queue, TextWriter output, int seed)
{
    private const int Slices = 8;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);
    private static readonly StateReason Why = new(ReasonCodes.Finished);

    private readonly Random _random = new(seed);
    private readonly List<Utterance> _added = [];
    private Utterance? _ahead;

    /// <summary>Opens the queue, which recovers from the life before.</summary>
    public async Task OpenAsync()
    {
        output.WriteLine("start");
        foreach (var recovered in await queue.OpenAsync(CancellationToken.None))
        {
            Tell(recovered.Utterance);
        }

        output.WriteLine("open");
    }

    /// <summary>Does one random thing.</summary>
    public Task StepAsync() => _random.Next(100) switch
    {
        < 45 => AddAsync(),
        < 50 => RepeatAsync(),
        < 55 => CancelAsync(),
        < 60 => RewordAsync(),
        _ => SpeakNextAsync(mayStop: true),
    };

    /// <summary>Speaks until nothing waits.</summary>
    public async Task DrainAsync()
    {
        while (await SpeakNextAsync(mayStop: false))
        {
        }
    }

    private async Task AddAsync()
    {
        var isPaid = _random.Next(3) == 0;
        var login = "viewer" + _random.Next(8);
        var utterance = new Utterance
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Kind = isPaid ? UtteranceKind.Cheer : UtteranceKind.Chat,
            Source = "crash",
            EventId = Guid.CreateVersion7().ToString("N"),
            Viewer = new Viewer(login, login, login),
            OriginalText = "hello",
            SpokenText = new string('x', _random.Next(300)),
            IsPaid = isPaid,
            Priority = isPaid ? 40 : 0,
            State = _random.Next(10) == 0 ? UtteranceState.Held : UtteranceState.Queued,
        };
        var result = await queue.AddAsync(utterance, CancellationToken.None);
        output.WriteLine($"added {utterance.Id} {(isPaid ? "paid" : "chat")}");
        Tell(result.Utterance);
        if (result.Displaced is { } displaced)
        {
            Tell(displaced);
        }

        _added.Add(utterance);
    }

    private async Task RepeatAsync()
    {
        if (_added.Count > 0)
        {
            var first = _added[_random.Next(_added.Count)];
            var again = await queue.AddAsync(first with { Id = Guid.CreateVersion7().ToString("N") }, CancellationToken.None);
            output.WriteLine($"repeat {first.Id} {again.Utterance.Id}");
        }
    }

    private async Task CancelAsync()
    {
        var login = "viewer" + _random.Next(8);
        var match = new UtteranceMatch { Viewer = new Viewer("", login, login) };
        foreach (var cancelled in await queue.CancelAsync(match, UtteranceState.Cancelled, Why, CancellationToken.None))
        {
            Tell(cancelled.Utterance);
        }
    }

    private async Task RewordAsync()
    {
        if (_added.Count > 0)
        {
            await queue.RewordAsync(_added[_random.Next(_added.Count)].Id, "reworded", Why, CancellationToken.None);
        }
    }

    /// <summary>Plays the one that was taken ahead, and takes the next one while it plays, as the speaker does.</summary>
    private async Task<bool> SpeakNextAsync(bool mayStop)
    {
        var now = _ahead ?? await queue.TakeNextAsync(CancellationToken.None);
        _ahead = null;
        if (now is null)
        {
            return false;
        }

        if (await MoveAsync(now.Id, UtteranceState.Synthesizing, UtteranceState.Playing))
        {
            _ahead = await queue.TakeNextAsync(CancellationToken.None);
            for (var slice = 1; slice < Slices; slice++)
            {
                await queue.SaveProgressAsync(now.Id, slice * Slice, Slices * Slice, CancellationToken.None);
                if (mayStop && _random.Next(60) == 0)
                {
                    await MoveAsync(now.Id, UtteranceState.Playing, UtteranceState.Skipped);
                    return true;
                }
            }

            output.WriteLine("ended " + now.Id);
            await MoveAsync(now.Id, UtteranceState.Playing, UtteranceState.Heard);
        }

        return true;
    }

    private async Task<bool> MoveAsync(string id, UtteranceState from, UtteranceState to)
    {
        var moved = await queue.MoveAsync(id, [from], new UtteranceChange(to, Why), CancellationToken.None);
        if (moved is not null)
        {
            Tell(moved.Utterance);
        }

        return moved is not null;
    }

    private void Tell(Utterance utterance)
    {
        if (utterance.State.IsFinal())
        {
            output.WriteLine($"final {utterance.Id} {utterance.State}");
        }
    }
}
