namespace IShowTts.Worker.Api.Speech;

/// <summary>Event <c>end</c>: everything was sent.</summary>
internal sealed record TtsEndBody;
