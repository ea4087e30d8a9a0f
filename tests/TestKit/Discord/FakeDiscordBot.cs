using System.Collections.Concurrent;
using System.Threading.Channels;
using IShowTts.Integrations.Discord;
using Shouldly;

namespace IShowTts.TestKit.Discord;

/// <summary>A bot in memory: the test sends interactions and messages, and reads what was answered. Thread safe.</summary>
public sealed class FakeDiscordBot : IDiscordBot
{
    /// <summary>The server of everything here.</summary>
    public const string Guild = "200000000000000001";

    /// <summary>A role that tests map.</summary>
    public const string ModeratorRole = "220000000000000001";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Channel<DiscordInteraction> interactions = Channel.CreateUnbounded<DiscordInteraction>();
    private readonly Channel<DiscordTextEvent> texts = Channel.CreateUnbounded<DiscordTextEvent>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> answers = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IReadOnlyList<DiscordChoice>>> chosen = new();
    private readonly Channel<IReadOnlyList<DiscordCommandSet>> registered = Channel.CreateUnbounded<IReadOnlyList<DiscordCommandSet>>();
    private int sent;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public DiscordBotState State { get; set; } = new(DiscordBotPhase.Ready, User: "ishowtts", ApplicationId: "100000000000000001");

    /// <inheritdoc/>
    public string NodeVersion => "v22.0.0";

    /// <inheritdoc/>
    public IReadOnlyList<DiscordGuild> Guilds { get; set; } = [new(Guild, "First guild", [new("210000000000000004", "chat", 0, 0)])];

    /// <inheritdoc/>
    public IReadOnlyList<DiscordVoiceState> Voices { get; set; } = [];

    /// <inheritdoc/>
    public ChannelReader<DiscordInteraction> Interactions => interactions.Reader;

    /// <inheritdoc/>
    public ChannelReader<DiscordTextEvent> Texts => texts.Reader;

    /// <summary>The server that commands are sent from.</summary>
    public string SentFrom { get; set; } = Guild;

    /// <summary>What was joined and left, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What Discord says to a registration; null for yes.</summary>
    public Func<DiscordCommandSet, string>? Refuses { get; set; }

    /// <summary>What every call throws; null for nothing.</summary>
    public DiscordException? Broken { get; set; }

    /// <inheritdoc/>
    public long Interruptions { get; set; }

    /// <summary>What Discord says of messages that are looked up; by default that they are there.</summary>
    public Func<DiscordLookRequest, DiscordLook> Looks { get; set; } = static _ => new DiscordLook(DiscordLookResult.There, "");

    /// <summary>What was looked up, in order.</summary>
    public ConcurrentQueue<DiscordLookRequest> Looked { get; } = new();

    /// <summary>Somebody on the server.</summary>
    /// <param name="name">User name; makes the id too.</param>
    /// <param name="roles">Ids of roles.</param>
    public static DiscordUser User(string name, params string[] roles) =>
        new($"4{string.Concat(name.Select(static sign => sign % 10))}".PadRight(18, '0'), name, name.ToUpperInvariant(), roles, false, null);

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <param name="user">Who.</param>
    /// <param name="name">Subcommand.</param>
    /// <param name="options">Its options.</param>
    public async Task<string> SendAsync(DiscordUser user, string name, params (string Name, string Value)[] options) =>
        await Answer(Send(user, name, options)).WaitAsync(Limit);

    /// <summary>Sends a command.</summary>
    /// <returns>Its id.</returns>
    public string Send(DiscordUser user, string name, params (string Name, string Value)[] options) =>
        Give(DiscordInteractionKind.Command, user, name, options, "");

    /// <summary>The answer to a command.</summary>
    /// <param name="id">Its id.</param>
    public Task<string> Answer(string id) => answers.GetOrAdd(id, static _ => New<string>()).Task;

    /// <summary>Types into the first of the options and waits for what is offered.</summary>
    public async Task<IReadOnlyList<DiscordChoice>> TypeAsync(DiscordUser user, string name, params (string Name, string Value)[] options) =>
        await Typed(user, name, options).WaitAsync(Limit);

    /// <summary>Types into the first of the options.</summary>
    /// <returns>What is offered; ends when it is.</returns>
    public Task<IReadOnlyList<DiscordChoice>> Typed(DiscordUser user, string name, params (string Name, string Value)[] options) =>
        chosen.GetOrAdd(Give(DiscordInteractionKind.Autocomplete, user, name, options, options[0].Name), static _ => New<IReadOnlyList<DiscordChoice>>()).Task;

    /// <summary>Something happens in a text channel.</summary>
    public void Tell(DiscordTextEvent told) => texts.Writer.TryWrite(told).ShouldBeTrue();

    /// <summary>Tells those who listen that something changed.</summary>
    public void TellChanged() => Changed?.Invoke();

    /// <summary>The next registration that is asked for.</summary>
    public async Task<IReadOnlyList<DiscordCommandSet>> NextRegistrationAsync() => await registered.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    /// <summary>How many registrations nobody has looked at.</summary>
    public int Registrations => registered.Reader.Count;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DiscordRegistration>> RegisterAsync(IReadOnlyList<DiscordCommandSet> sets, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        registered.Writer.TryWrite(sets);
        return new([.. sets.Select(set => Refuses?.Invoke(set) is { Length: > 0 } error ? new DiscordRegistration(set.GuildId, "", error) : new DiscordRegistration(set.GuildId, set.Hash, ""))]);
    }

    /// <inheritdoc/>
    public ValueTask AnswerAsync(string interactionId, string content, CancellationToken cancellationToken)
    {
        answers.GetOrAdd(interactionId, static _ => New<string>()).TrySetResult(content).ShouldBeTrue("an interaction is answered once");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ChooseAsync(string interactionId, IReadOnlyList<DiscordChoice> choices, CancellationToken cancellationToken)
    {
        chosen.GetOrAdd(interactionId, static _ => New<IReadOnlyList<DiscordChoice>>()).TrySetResult(choices).ShouldBeTrue();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask JoinAsync(string name, string? channelId, CancellationToken cancellationToken) => Note($"join {name} {channelId ?? "(configured)"}");

    /// <inheritdoc/>
    public ValueTask LeaveAsync(string name, CancellationToken cancellationToken) => Note($"leave {name}");

    /// <inheritdoc/>
    public ValueTask<DiscordInspection> InspectAsync(string guildId, string channelId, CancellationToken cancellationToken) => new(new DiscordInspection(0, ""));

    /// <inheritdoc/>
    public ValueTask<DiscordLook> LookAsync(DiscordLookRequest request, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        Looked.Enqueue(request);
        return new(Looks(request));
    }

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Give(DiscordInteractionKind kind, DiscordUser user, string name, (string Name, string Value)[] options, string focused)
    {
        var id = Interlocked.Increment(ref sent).ToString(System.Globalization.CultureInfo.InvariantCulture);
        interactions.Writer.TryWrite(new DiscordInteraction(
            id, kind, SentFrom, "210000000000000004", user, name, options.ToDictionary(static option => option.Name, static option => option.Value), focused)).ShouldBeTrue();
        return id;
    }

    private ValueTask Note(string call)
    {
        ThrowIfBroken();
        Calls.Enqueue(call);
        return ValueTask.CompletedTask;
    }

    private void ThrowIfBroken()
    {
        if (Broken is { } broken)
        {
            throw broken;
        }
    }
}
