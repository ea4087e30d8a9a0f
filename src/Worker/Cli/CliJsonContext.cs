using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IShowTts.Integrations.AudioDevice;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Cli.Bench;
using IShowTts.Worker.Cli.Discord;
using IShowTts.Worker.Cli.Doctor;
using IShowTts.Worker.Cli.Keys;
using IShowTts.Worker.Cli.Twitch;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli;

/// <summary>Everything that commands print with <c>--json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VersionReport))]
[JsonSerializable(typeof(IReadOnlyList<UtteranceBody>))]
[JsonSerializable(typeof(UtteranceBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(CountBody))]
[JsonSerializable(typeof(SkippedBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(IReadOnlyList<ConfigEntry>))]
[JsonSerializable(typeof(ConfigCheckReport))]
[JsonSerializable(typeof(IReadOnlyList<VoiceReport>))]
[JsonSerializable(typeof(SayReport))]
[JsonSerializable(typeof(AudioDeviceList))]
[JsonSerializable(typeof(DryRunLine))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(IReadOnlyList<ModelReport>))]
[JsonSerializable(typeof(IReadOnlyList<ModelPullReport>))]
[JsonSerializable(typeof(IReadOnlyList<ModelCheckReport>))]
[JsonSerializable(typeof(ModelConvertReport))]
[JsonSerializable(typeof(TwitchStatusReport))]
[JsonSerializable(typeof(IReadOnlyList<RewardReport>))]
[JsonSerializable(typeof(RewardRemovedReport))]
[JsonSerializable(typeof(DiscordInviteReport))]
[JsonSerializable(typeof(DiscordBody))]
[JsonSerializable(typeof(NewKeyReport))]
[JsonSerializable(typeof(LinkBody))]
[JsonSerializable(typeof(IReadOnlyList<KeyReport>))]
internal sealed partial class CliJsonContext : JsonSerializerContext
{
    /// <summary>Letters of every script as they are; terminals and pipes need no escapes. Control characters stay escaped.</summary>
    public static CliJsonContext Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
