using System.CommandLine;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts say</c>: speaks a text without a worker, into the device or a WAV file.</summary>
internal static class SayCommand
{
    private const int MaxCharacters = 10_000;

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var text = new Argument<string>("text") { Description = "What to say; plain text" };
        text.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { Length: > MaxCharacters })
            {
                result.AddError($"The text has more than {MaxCharacters} characters.");
            }
        });
        var voice = new Option<string?>("--voice") { Description = "Voice (see: ishowtts voices)", HelpName = "VOICE" };
        var output = new Option<string?>("--out") { Description = "Write WAV to this file instead of playing; - for standard output", HelpName = "FILE" };
        var sink = new Option<string?>("--sink") { Description = "Where to play: device, device:NAME, wav:PATH or null (default: the first of Outputs:Sinks)", HelpName = "SINK" };
        var speed = new Option<double>("--speed") { Description = "Speaking rate, 0.5 to 2", DefaultValueFactory = _ => 1.0 };
        speed.InRange(0.5, 2);
        var nfe = new Option<int?>("--nfe") { Description = "Evaluations of a cloned voice's model, 1 to 64 (default: Tts:F5:NfeStep)", HelpName = "N" };
        nfe.InRange(1, 64);
        var seed = new Option<int?>("--seed") { Description = "Seed of a cloned voice (default: the voice's)", HelpName = "N" };
        seed.InRange(0, int.MaxValue);
        var json = new Option<bool>("--json") { Description = "Print what was measured as JSON" };
        var command = new Command("say", "Speak a text now, without a running worker") { text, voice, output, sink, speed, nfe, seed, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) is not null && result.GetValue(sink) is not null)
            {
                result.AddError("Give --out or --sink, not both.");
            }

            if (result.GetValue(output) == "-" && result.GetValue(json))
            {
                result.AddError("--out - writes the sound to standard output, so --json cannot go there too.");
            }
        });
        command.SetAction((result, cancellationToken) => RunAsync(
            context,
            new SaySettings(CommonOptions.ReadSettings(result), result.GetRequiredValue(text), result.GetValue(voice), result.GetValue(output), result.GetValue(sink), result.GetValue(speed), result.GetValue(json)) { NfeStep = result.GetValue(nfe), Seed = result.GetValue(seed) },
            cancellationToken));
        return command;
    }

    /// <summary>Speaks.</summary>
    /// <param name="context">Where to write.</param>
    /// <param name="settings">What and how.</param>
    /// <param name="cancellationToken">Ends it; the sound fades out.</param>
    public static async Task<int> RunAsync(CommandContext context, SaySettings settings, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, settings.Host);
        var catalog = services.GetRequiredService<VoiceCatalog>();
        var voice = settings.Voice is null ? catalog.Default : await catalog.FindAsync(settings.Voice, cancellationToken);
        if (voice is null)
        {
            return context.Fail($"There is no voice '{settings.Voice}'. See: ishowtts voices", ExitCodes.Misused);
        }

        try
        {
            var request = new SynthesisRequest(settings.Text, voice) { Speed = settings.Speed, NfeStep = settings.NfeStep, Seed = settings.Seed, Report = new SynthesisReport() };
            var synthesizer = services.GetRequiredService<ISpeechSynthesizer>();
            await using var target = Open(context, settings, services);
            var report = await SpeakAsync(synthesizer, request, target, context.Time, cancellationToken);
            if (report.AudioMs <= 0)
            {
                return context.Fail("There is nothing to say in this text.");
            }

            Tell(context, settings, report);
            foreach (var failure in request.Report.Failures)
            {
                context.Fail($"{failure.Voice.Name} ({failure.Voice.Engine}) could not speak ({failure.Code}): {failure.Message}");
            }

            return ExitCodes.Done;
        }
        catch (SynthesisException exception)
        {
            return context.Fail(exception.Message, exception.Code == "engine-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed);
        }
        catch (AudioSinkException exception)
        {
            return context.Fail(exception.Message, exception.Code == "library-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return context.Fail($"{settings.Out} cannot be written: {exception.Message}");
        }
        catch (ArgumentException exception) when (settings.Sink is not null)
        {
            // The name of a parameter is ours, not the user's.
            return context.Fail($"--sink: {exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal)}", ExitCodes.Misused);
        }
    }

    private static ISayTarget Open(CommandContext context, SaySettings settings, IServiceProvider services) => settings switch
    {
        { Out: "-" } => new WavTarget(context.OpenStandardOutput()),
        { Out: { } path } => new WavTarget(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read)),
        { Sink: { } spec } => new SinkTarget(services.GetRequiredService<AudioSinkFactory>().Create(spec)),
        _ => new SinkTarget(services.GetServices<IAudioSink>().First()),
    };

    private static async Task<SayReport> SpeakAsync(ISpeechSynthesizer synthesizer, SynthesisRequest request, ISayTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        await target.OpenAsync(cancellationToken);
        var started = time.GetTimestamp();
        double? ttfa = null;
        var synthesis = TimeSpan.Zero;
        var audio = TimeSpan.Zero;
        await foreach (var chunk in synthesizer.SynthesizeAsync(request, cancellationToken))
        {
            using (chunk)
            {
                synthesis += time.GetElapsedTime(started);
                ttfa ??= synthesis.TotalMilliseconds;
                audio += chunk.Duration;
                await target.WriteAsync(chunk, cancellationToken);
            }

            started = time.GetTimestamp();
        }

        await target.CompleteAsync(cancellationToken);
        var speaker = request.Report?.Speakers is [var first, ..] ? first : request.Voice;
        return new SayReport(
            speaker.Name,
            speaker.Engine,
            request.Text.Length,
            Math.Round(ttfa ?? 0, 1),
            Math.Round(synthesis.TotalMilliseconds, 1),
            Math.Round(audio.TotalMilliseconds, 1),
            audio > TimeSpan.Zero ? Math.Round(synthesis / audio, 4) : null,
            target.Name);
    }

    private static void Tell(CommandContext context, SaySettings settings, SayReport report)
    {
        if (settings.Json)
        {
            context.WriteJson(report, CliJsonContext.Readable.SayReport);
        }
        else
        {
            context.Say(FormattableString.Invariant(
                $"{report.AudioMs / 1000:0.0} s of speech by {report.Voice} into {report.Target}: first sound after {report.TtfaMs:0} ms, synthesized in {report.SynthMs:0} ms (RTF {report.Rtf:0.000})."));
        }
    }
}

/// <summary>What <c>say</c> was told.</summary>
internal sealed record SaySettings(WorkerHostSettings Host, string Text, string? Voice, string? Out, string? Sink, double Speed, bool Json)
{
    /// <summary>Evaluations of a cloned voice's model; null for the configured number.</summary>
    public int? NfeStep { get; init; }

    /// <summary>Seed of a cloned voice; null for its own.</summary>
    public int? Seed { get; init; }
}

/// <summary>What <c>say</c> measured.</summary>
/// <param name="Voice">Voice that spoke.</param>
/// <param name="Engine">Its engine.</param>
/// <param name="Characters">Length of the text.</param>
/// <param name="TtfaMs">Time to the first chunk, milliseconds.</param>
/// <param name="SynthMs">Synthesis time, waiting for the sink not counted, milliseconds.</param>
/// <param name="AudioMs">Length of the audio, milliseconds.</param>
/// <param name="Rtf">Synthesis time ÷ audio time.</param>
/// <param name="Target">Where it went.</param>
internal sealed record SayReport(string Voice, string Engine, int Characters, double TtfaMs, double SynthMs, double AudioMs, double? Rtf, string Target);
