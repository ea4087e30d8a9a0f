namespace IShowTts.TestKit.Discord;

/// <summary>What the loopback knows at one moment; told anew at every change, at most every 20 ms.</summary>
/// <param name="Gateway">The main gateway.</param>
/// <param name="Voice">Ways into voice channels.</param>
/// <param name="Connections">All voice connections since the start (the last 100), oldest first.</param>
/// <param name="Listeners">Members who listen now.</param>
/// <param name="Seats">The bot's voice channel per guild.</param>
/// <param name="Registrations">Commands per guild.</param>
/// <param name="Interactions">Interactions so far (the last 100).</param>
/// <param name="Calls">REST calls so far.</param>
/// <param name="CallsWaiting">REST calls that came and are not answered yet.</param>
internal sealed record LoopbackState(
    LoopbackGatewayState Gateway,
    LoopbackVoiceState Voice,
    IReadOnlyList<LoopbackConnection> Connections,
    IReadOnlyList<LoopbackListener> Listeners,
    IReadOnlyList<LoopbackSeat> Seats,
    IReadOnlyList<LoopbackRegistration> Registrations,
    IReadOnlyList<LoopbackInteraction> Interactions,
    int Calls,
    int CallsWaiting)
{
    /// <summary>Before the first.</summary>
    public static LoopbackState Empty { get; } = new(new LoopbackGatewayState(false, false, 0, 0, 0, 0), new LoopbackVoiceState(0, 0, 0), [], [], [], [], [], 0, 0);

    /// <summary>Frames that left without end-to-end encryption although DAVE was on, over all connections.</summary>
    public int Plaintext => Connections.Sum(connection => connection.Plaintext);

    /// <summary>The newest connection of a guild that was not given up; null for none.</summary>
    public LoopbackConnection? Current(string guildId) => Connections.LastOrDefault(connection => connection.GuildId == guildId && !connection.IsOver);

    /// <summary>A member who listens; null when they are in no channel.</summary>
    public LoopbackListener? Listener(string userId) => Listeners.FirstOrDefault(listener => listener.UserId == userId);

    /// <summary>An interaction; null before it was sent.</summary>
    public LoopbackInteraction? Interaction(string id) => Interactions.FirstOrDefault(interaction => interaction.Id == id);
}

/// <summary>The main gateway.</summary>
/// <param name="IsConnected">A socket is open that identified or resumed.</param>
/// <param name="IsReady">It has a session.</param>
/// <param name="Intents">Intents of the last identify.</param>
/// <param name="Identifies">Identifies so far.</param>
/// <param name="Resumes">Resumes so far.</param>
/// <param name="Received">Messages so far.</param>
internal sealed record LoopbackGatewayState(bool IsConnected, bool IsReady, int Intents, int Identifies, int Resumes, int Received);

/// <summary>Ways into voice channels.</summary>
/// <param name="Joins">Wishes to join or move, answered or not.</param>
/// <param name="Leaves">Wishes to leave.</param>
/// <param name="Identifies">Identifies on the voice gateway, refused ones too.</param>
internal sealed record LoopbackVoiceState(int Joins, int Leaves, int Identifies);

/// <summary>Where the bot is.</summary>
/// <param name="GuildId">The guild.</param>
/// <param name="ChannelId">Its channel.</param>
/// <param name="IsSuppressed">It may not speak there: the audience of a stage.</param>
/// <param name="IsMuted">A moderator muted it.</param>
/// <param name="HasAsked">It has asked to speak.</param>
internal sealed record LoopbackSeat(string GuildId, string ChannelId, bool IsSuppressed = false, bool IsMuted = false, bool HasAsked = false);

/// <summary>Commands of a guild.</summary>
/// <param name="GuildId">The guild.</param>
/// <param name="Puts">How often they were put.</param>
/// <param name="Commands">How many there are.</param>
internal sealed record LoopbackRegistration(string GuildId, int Puts, int Commands);

/// <summary>A slash command or autocomplete and what became of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Acknowledged">Type of the callback (5 deferred, 8 choices, 4 message); 0 before it.</param>
/// <param name="WaitedMs">From sending it to its callback, milliseconds; 0 before it.</param>
/// <param name="Refused">Callbacks that Discord refused: too late (over 3 s), or a second one.</param>
/// <param name="Flags">Flags of the callback; 64 is ephemeral.</param>
/// <param name="Content">The answer.</param>
/// <param name="Choices">The choices.</param>
internal sealed record LoopbackInteraction(string Id, int Acknowledged, double WaitedMs, int Refused, int Flags, string? Content, IReadOnlyList<LoopbackChoice>? Choices);

/// <summary>One choice of autocomplete.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Value">What it stands for.</param>
internal sealed record LoopbackChoice(string Name, string Value);
