namespace IShowTts.Worker.Telemetry;

/// <summary>Something a person should know and may have to act on.</summary>
/// <param name="Key">What it is about, unique: <c>sink:device:ishowtts</c>, <c>source:twitch-irc:x</c>, <c>queue</c>.</param>
/// <param name="Text">What happened and what to do, one or two sentences, no viewer's words.</param>
/// <param name="Since">Since when.</param>
internal sealed record Alarm(string Key, string Text, DateTimeOffset Since);
