using System.Text.Json.Nodes;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Api;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Carries out requests through <see cref="ISpeechControl"/>: what is said goes through the filters and the queue, whatever <c>badWordFilter</c> says.</summary>
internal sealed class SpeakerBotRequests(
    ISpeechControl control, SpeakerBotViewers viewers, VoiceCatalog voices, IOptions<SpeakerBotOptions> options, IOptions<ApiOptions> api)
{
    private const int MaxVoiceCharacters = 100;
    private static readonly Actor Who = new("speaker-bot", "speaker-bot");
    private static readonly string InstanceId = Guid.NewGuid().ToString();

    private static readonly string[] Known =
    [
        "Speak", "Stop", "Enable", "On", "Disable", "Off", "Pause", "Resume", "Clear", "Mode", "GetInfo", "GetState", "GetAliases", "GetVoiceGateProfiles", "Subscribe", "Unsubscribe", "Commands", "Set", "Assign",
    ];

    /// <summary>Carries out a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; an error says why nothing was done.</returns>
    public async ValueTask<SpeakerBotAnswer> RunAsync(SpeakerBotRequest request, CancellationToken cancellationToken)
    {
        switch (request.Name)
        {
            case "speak":
                return await SpeakAsync(request, cancellationToken);
            case "stop":
                await control.SkipAsync(Who, cancellationToken);
                return SpeakerBotAnswer.Done;
            case "enable" or "on":
                await control.SetEnabledAsync(true, Who, cancellationToken);
                return SpeakerBotAnswer.Done;
            case "disable" or "off":
                await control.SetEnabledAsync(false, Who, cancellationToken);
                return SpeakerBotAnswer.Done;
            case "pause":
                await control.PauseAsync(Who, cancellationToken);
                return SpeakerBotAnswer.Done;
            case "resume":
                await control.ResumeAsync(Who, cancellationToken);
                return SpeakerBotAnswer.Done;
            case "clear":
                await control.ClearAsync(Who, cancellationToken);
                return SpeakerBotAnswer.Done;
            case "mode":
                return await SetModeAsync(request.Text("mode"), cancellationToken);
            default:
                return await ChooseAsync(request, cancellationToken);
        }
    }

    /// <summary>What Speaker.bot keeps for viewers and as sets of settings, as far as there is such a thing here.</summary>
    private async ValueTask<SpeakerBotAnswer> ChooseAsync(SpeakerBotRequest request, CancellationToken cancellationToken)
    {
        switch (request.Name)
        {
            case "set":
                return await viewers.SetAsync(request, Who);
            case "assign":
                return await viewers.AssignAsync(request, Who, cancellationToken);
            case "reg":
                return SpeakerBotAnswer.Failed("There is no list of regulars: who is spoken is chosen by the roles that the platform gives (Intake).");
            case "profile":
                return request.Text("profile").Equals("none", StringComparison.OrdinalIgnoreCase)
                    ? SpeakerBotAnswer.Done
                    : SpeakerBotAnswer.Failed("There are no profiles here; the settings are in the configuration file.");
            case "events":
                return SpeakerBotAnswer.Failed("iShowTTS switches events in its settings: Intake, then the kind of event, then Enabled.");
            default:
                return await TellAsync(request, cancellationToken);
        }
    }

    private async ValueTask<SpeakerBotAnswer> TellAsync(SpeakerBotRequest request, CancellationToken cancellationToken)
    {
        switch (request.Name)
        {
            case "getinfo":
                // Streamer.bot asks who is there and goes on with Speaker.bot only.
                return new(new JsonObject { ["instanceId"] = InstanceId, ["name"] = "Speaker.bot", ["version"] = "0.1.6", ["os"] = OperatingSystem.IsWindows() ? "windows" : "linux", ["apiVersion"] = 2, ["implementation"] = "iShowTTS" }, null);
            case "getstate":
                var status = await control.GetStatusAsync(cancellationToken);
                return new(new JsonObject { ["enabled"] = status.IsEnabled, ["events"] = true, ["paused"] = status.IsPaused, ["speaking"] = status.NowPlaying is not null }, null);
            case "getaliases":
                return new(new JsonObject { ["aliases"] = Aliases() }, null);
            case "getvoicegateprofiles":
                return new(new JsonObject { ["profiles"] = new JsonArray() }, null);
            case "subscribe":
                // Speaker.bot has no events that its clients need to speak; nothing is sent later.
                return Subscribe(request);
            case "unsubscribe":
                return SpeakerBotAnswer.Done;
            case "commands":
                return new(new JsonObject { ["commands"] = new JsonArray([.. Known.Select(static name => JsonValue.Create(name))]) }, null);
            default:
                return SpeakerBotAnswer.Failed("This request is not known here; docs/speakerbot.md lists those that are.");
        }
    }

    private static SpeakerBotAnswer Subscribe(SpeakerBotRequest request)
    {
        if (!request.Body.TryGetProperty("events", out var events))
        {
            return new(new JsonObject { ["events"] = new JsonObject() }, null);
        }

        try
        {
            // Written once here: only that finds text that is half a character.
            return new(new JsonObject { ["events"] = JsonNode.Parse(JsonNode.Parse(events.GetRawText())?.ToJsonString() ?? "null") }, null);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
        {
            return SpeakerBotAnswer.Failed("events is not valid: it holds text that is half a character.");
        }
    }

    private async ValueTask<SpeakerBotAnswer> SpeakAsync(SpeakerBotRequest request, CancellationToken cancellationToken)
    {
        var text = request.Text("message");
        if (string.IsNullOrWhiteSpace(text) || text.Length > api.Value.MaxTextCharacters)
        {
            return SpeakerBotAnswer.Failed(text.Length == 0 ? "message is missing or empty." : $"message may have 1 to {api.Value.MaxTextCharacters} characters (Api:MaxTextCharacters).");
        }

        if (request.Is("silent"))
        {
            return SpeakerBotAnswer.Failed("silent is not supported: nothing is written to files. POST /api/tts gives audio back.");
        }

        var voice = await FindVoiceAsync(request.Text("voice"), cancellationToken);
        var (outcome, utterance, _) = await control.SayAsync(new SayRequest(text, voice?.Name), Who, cancellationToken);
        return (outcome, utterance.State) switch
        {
            (AddOutcome.Fell, _) => SpeakerBotAnswer.Failed("The queue is full."),
            (_, UtteranceState.Rejected) => SpeakerBotAnswer.Failed($"The filters do not let this be spoken: {utterance.Reason?.Code ?? "rejected"}."),
            _ => new(new JsonObject { ["speechId"] = utterance.Id, ["text"] = text, ["voiceName"] = (voice ?? voices.Default).Name, ["pitch"] = 1.0, ["volume"] = 1.0, ["rate"] = 0.0 }, null),
        };
    }

    /// <summary>Set-ups made for Speaker.bot name voices of its own; where one means nothing here, the default voice speaks.</summary>
    private async ValueTask<Voice?> FindVoiceAsync(string alias, CancellationToken cancellationToken)
    {
        if (alias.Length is 0 or > MaxVoiceCharacters)
        {
            return null;
        }

        var name = options.Value.Aliases.FirstOrDefault(pair => pair.Key.Equals(alias, StringComparison.OrdinalIgnoreCase)).Value ?? alias;
        return await voices.FindAsync(name, cancellationToken);
    }

    private async ValueTask<SpeakerBotAnswer> SetModeAsync(string word, CancellationToken cancellationToken)
    {
        if (!Kebab.TryParse<SpeechMode>(word, out var mode))
        {
            return SpeakerBotAnswer.Failed($"mode must be one of {string.Join(", ", Kebab.All<SpeechMode>())}.");
        }

        await control.SetModeAsync(mode, Who, cancellationToken);
        return SpeakerBotAnswer.Done;
    }

    private JsonArray Aliases()
    {
        var named = options.Value.Aliases.Select(pair => (pair.Key, Voice: voices.Find(pair.Value))).Concat(voices.Named.Select(voice => (Key: voice.Name, Voice: (Voice?)voice)));
        return new([.. named.DistinctBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(static pair => new JsonObject { ["name"] = pair.Key, ["voice"] = pair.Voice?.Name ?? "", ["engine"] = pair.Voice?.Engine ?? "" })]);
    }
}
