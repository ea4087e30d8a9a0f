namespace IShowTts.Integrations.Discord.Link;

/// <summary>The bridge could not be started or ended; starting it again may help. The message is for people and holds no secret.</summary>
internal sealed class BridgeLostException(string message, Exception? inner = null) : Exception(message, inner);
