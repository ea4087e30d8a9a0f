using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.QueueCrash;

/// <summary>A person at the dashboard who moves, holds, approves, skips, releases and says again, through the door that the API's routes use; until killed.</summary>
/// <remarks>
/// Each step is told before it is begun, <c>will KIND ID ARGUMENT .</c>, and after it was committed,
/// <c>did KIND ID ARGUMENT CHANGED STATE ORIGIN ORDER .</c> (see <c>SteeredQueue</c> in the tests); a line without its point was cut by the kill. Releases and
/// repeats are asked for twice at once, as by a double click. Each utterance has a viewer of its own, so the rest of the order stays when one is moved.
/// </remarks>
internal sealed class CrashSteering : IAsyncDisposable
{
    private const int MostWaiting = 25;
    private const string Nothing = "-";
    private static readonly Actor Person = new("streamer", "crash");

    private readonly ServiceProvider _services;
    private readonly TextWriter _output;
    private readonly Random _random;

    /// <summary>Makes it.</summary>
    /// <param name="folder">Data directory.</param>
    /// <param name="seed">Of all that is random.</param>
    /// <param name="output">Where it tells.</param>
    public CrashSteering(string folder, int seed, TextWriter output)
    {
        _output = output;
        _random = new Random(seed);
        _services = CrashServices.Build(folder, "http://127.0.0.1:9", "client streamer token", needsApproval: false, output);
    }

    private IUtteranceQueue Queue => _services.GetRequiredService<IUtteranceQueue>();

    private ISpeechControl Control => _services.GetRequiredService<ISpeechControl>();

    /// <summary>Opens the queue.</summary>
    public async Task OpenAsync()
    {
        _output.WriteLine("start");
        await Queue.OpenAsync(CancellationToken.None);
    }

    /// <summary>Does one random thing.</summary>
    public async Task StepAsync()
    {
        var waiting = await Queue.PeekAsync(500, CancellationToken.None);
        await (_random.Next(100) switch
        {
            _ when waiting.Count < 6 => AddAsync(),
            < 8 => waiting.Count < MostWaiting ? AddAsync() : SkipAsync(waiting),
            < 18 => RefuseAsync(),
            < 45 => MoveAsync(waiting),
            < 55 => HoldAsync(waiting),
            < 65 => ApproveAsync(),
            < 80 => ReplayAsync("release", UtteranceState.Rejected, Control.ReleaseAsync),
            < 92 => ReplayAsync("again", UtteranceState.Skipped, Control.AgainAsync),
            _ => SkipAsync(waiting),
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task AddAsync()
    {
        var id = Guid.CreateVersion7().ToString("N");
        var isPaid = _random.Next(3) == 0;
        Will("add", id);
        var added = await Queue.AddAsync(
            new Utterance
            {
                Id = id,
                Kind = isPaid ? UtteranceKind.Cheer : UtteranceKind.Chat,
                Source = "crash",
                EventId = id,
                Viewer = new Viewer(id, id, id),
                OriginalText = "hello",
                SpokenText = "hello",
                IsPaid = isPaid,
                Priority = isPaid ? 40 : 0,
            },
            CancellationToken.None);
        await DidAsync("add", id, Nothing, added.Utterance);
    }

    /// <summary>A viewer says what a filter refuses.</summary>
    private async Task RefuseAsync()
    {
        var name = Guid.CreateVersion7().ToString("N");
        Will("refuse", name);
        var message = new ChatMessage
        {
            Id = name,
            MessageId = name,
            Source = "crash",
            Channel = "streamer",
            Viewer = new Viewer(name, name, name),
            Message = MessageText.Plain($"a {CrashServices.RefusedWord} thing of {name}"),
        };
        await _services.GetRequiredService<EventIntake>().TakeAsync(message, _services.GetRequiredService<RecentModeration>().NextSequence(), CancellationToken.None);
        var refused = await Queue.ListAsync(new UtteranceQuery(UtteranceState.Rejected, 500), CancellationToken.None);
        await DidAsync("refuse", name, Nothing, refused.Single(one => one.EventId.Contains(name, StringComparison.Ordinal)));
    }

    private async Task MoveAsync(IReadOnlyList<Utterance> waiting)
    {
        var id = Pick(waiting).Id;
        var before = _random.Next(5) == 0 ? null : Pick(waiting).Id;
        Will("move", id, before ?? Nothing);
        await DidAsync("move", id, before ?? Nothing, await Control.PlaceAsync(id, before, Person, CancellationToken.None));
    }

    private async Task HoldAsync(IReadOnlyList<Utterance> waiting)
    {
        var id = Pick(waiting).Id;
        Will("hold", id);
        await DidAsync("hold", id, Nothing, await Control.HoldAsync(id, Person, CancellationToken.None));
    }

    private async Task ApproveAsync()
    {
        if (await Queue.ListAsync(new UtteranceQuery(UtteranceState.Held, 500), CancellationToken.None) is { Count: > 0 } held)
        {
            var id = Pick(held).Id;
            Will("approve", id);
            await DidAsync("approve", id, Nothing, await Control.ApproveAsync(id, Person, CancellationToken.None));
        }
    }

    private async Task SkipAsync(IReadOnlyList<Utterance> waiting)
    {
        var id = Pick(waiting).Id;
        Will("skip", id);
        await DidAsync("skip", id, Nothing, await Control.SkipAsync(id, Person, CancellationToken.None));
    }

    /// <summary>Two clicks, on one that may have been released or said again already. Copies are left alone, so that no two that wait have one viewer.</summary>
    private async Task ReplayAsync(string kind, UtteranceState state, Func<string, Actor, CancellationToken, ValueTask<ReplayResult>> replay)
    {
        var over = await Queue.ListAsync(new UtteranceQuery(state, 500), CancellationToken.None);
        if (over.Where(one => one.OriginId is null).ToList() is { Count: > 0 } originals)
        {
            var id = Pick(originals).Id;
            Will(kind, id);
            var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => replay(id, Person, CancellationToken.None).AsTask())));
            var added = results.Where(one => one.Outcome is ReplayOutcome.Added or ReplayOutcome.Rejected).ToList();
            await DidAsync(kind, id, Nothing, added.Count > 0 ? added.Single().Utterance : null);
        }
    }

    private Utterance Pick(IReadOnlyList<Utterance> among) => among[_random.Next(among.Count)];

    private void Will(string kind, string id, string argument = Nothing) => _output.WriteLine($"will {kind} {id} {argument} .");

    private async Task DidAsync(string kind, string id, string argument, Utterance? changed)
    {
        var order = string.Join(',', (await Queue.PeekAsync(500, CancellationToken.None)).Select(one => one.Id));
        _output.WriteLine($"did {kind} {id} {argument} {changed?.Id ?? Nothing} {changed?.State.ToString() ?? Nothing} {changed?.OriginId ?? Nothing} {order} .");
    }
}
