namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Tests of Discord that judge real time, or look for the bridges of this process: one after another, and not beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DiscordCollection
{
    public const string Name = "Discord";
}
