using System.Text.Json.Serialization;
using IShowTts.Worker.Api.Filters;
using IShowTts.Worker.Api.Settings;
using IShowTts.Worker.Api.Speech;
using IShowTts.Worker.Api.Viewers;
using IShowTts.Worker.Api.Voices;

namespace IShowTts.Worker.Api;

/// <summary>Everything the API reads and writes. Unknown fields of a request are an error, so that a typo is told.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(UtteranceBody))]
[JsonSerializable(typeof(IReadOnlyList<UtteranceBody>))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(SpeakBody))]
[JsonSerializable(typeof(ModeBody))]
[JsonSerializable(typeof(MoveBody))]
[JsonSerializable(typeof(TrialBody))]
[JsonSerializable(typeof(TrialResultBody))]
[JsonSerializable(typeof(WordBody))]
[JsonSerializable(typeof(WordsBody))]
[JsonSerializable(typeof(ViewerChangeBody))]
[JsonSerializable(typeof(ViewerSettingsBody))]
[JsonSerializable(typeof(IReadOnlyList<ViewerSettingsBody>))]
[JsonSerializable(typeof(CountBody))]
[JsonSerializable(typeof(SkippedBody))]
[JsonSerializable(typeof(TransitionBody))]
[JsonSerializable(typeof(MissedBody))]
[JsonSerializable(typeof(LevelBody))]
[JsonSerializable(typeof(WaveformBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(TtsBody))]
[JsonSerializable(typeof(TtsStartBody))]
[JsonSerializable(typeof(TtsAudioBody))]
[JsonSerializable(typeof(RawSpeechMetrics))]
[JsonSerializable(typeof(TtsEndBody))]
[JsonSerializable(typeof(SettingsBody))]
[JsonSerializable(typeof(VoiceBody))]
[JsonSerializable(typeof(IReadOnlyList<VoiceBody>))]
[JsonSerializable(typeof(Discord.DiscordBody))]
[JsonSerializable(typeof(Keys.SessionBody))]
[JsonSerializable(typeof(Keys.SignInBody))]
[JsonSerializable(typeof(Keys.LinkBody))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
