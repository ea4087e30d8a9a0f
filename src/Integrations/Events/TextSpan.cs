namespace IShowTts.Integrations.Events;

/// <summary>A part of <see cref="MessageText.Text"/>.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">UTF-16 units, 1 or more; never ends inside a surrogate pair.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The platform's id of the emote or GIF; the prefix of a cheermote; else empty.</param>
public sealed record TextSpan(int Start, int Length, TextSpanKind Kind, string Id);
