namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>A voice, as local servers with OpenAI's routes list it.</summary>
/// <param name="Id">What to send as <c>voice</c>.</param>
/// <param name="Name">The same.</param>
/// <param name="Language">BCP 47 tag; empty when unknown.</param>
/// <param name="Engine">Its engine.</param>
internal sealed record OpenAiVoiceBody(string Id, string Name, string Language, string Engine);

/// <summary>All voices.</summary>
/// <param name="Voices">The voices.</param>
/// <param name="Object">Always <c>list</c>.</param>
internal sealed record OpenAiVoiceListBody(IReadOnlyList<OpenAiVoiceBody> Voices, string Object = "list");

/// <summary>All voices by name only, for <c>?legacy=true</c>.</summary>
/// <param name="Voices">The names.</param>
internal sealed record OpenAiVoiceNamesBody(IReadOnlyList<string> Voices);
