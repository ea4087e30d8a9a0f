using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Discord;

/// <summary>A voice channel that is spoken in.</summary>
public sealed class DiscordChannelOptions
{
    /// <summary>Id of the server (in Discord: developer mode, right click on the server, Copy Server ID).</summary>
    public string GuildId { get; set; } = "";

    /// <summary>Id of the voice channel (right click on it, Copy Channel ID).</summary>
    public string ChannelId { get; set; } = "";

    /// <summary>Gain in decibels, taken while the worker runs. What gets louder than full scale is clipped. Default 0.</summary>
    [Range(-60.0, 12.0)]
    public double GainDb { get; set; }

    /// <summary>Kinds of utterance that are spoken here: <c>chat</c>, <c>cheer</c>, <c>redemption</c>, <c>donation</c> … Empty for all. Default empty.</summary>
    public string[] Kinds { get; set; } = [];
}
