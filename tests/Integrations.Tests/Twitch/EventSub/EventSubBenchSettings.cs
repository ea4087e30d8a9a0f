using IShowTts.Integrations.Twitch.EventSub;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>How an <see cref="EventSubBench"/> begins.</summary>
internal sealed record EventSubBenchSettings
{
    public bool SignIn { get; init; } = true;

    public string[]? Scopes { get; init; }

    /// <summary>The source's clock, not that of Helix.</summary>
    public TimeProvider? Clock { get; init; }

    public IReadOnlyList<ITwitchBackfill> Backfills { get; init; } = [];

    /// <summary>Events that the source keeps for a reader that is slow.</summary>
    public int EventBuffer { get; init; } = 1000;

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);
}
