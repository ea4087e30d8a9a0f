using IShowTts.Tts.F5;
using IShowTts.Worker.Api.Speech.OpenAi;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Registers raw synthesis.</summary>
internal static class RawSpeechServiceCollectionExtensions
{
    /// <summary>Adds the services behind <c>/api/tts</c> and <c>/v1</c>. Needs <see cref="ApiOptions"/>, a synthesizer and a voice catalog.</summary>
    public static IServiceCollection AddRawSpeech(this IServiceCollection services)
    {
        services.AddOptions<F5Options>();
        services.TryAddSingleton<SynthesisPlaces>();
        services.TryAddSingleton<RawSpeech>();
        services.TryAddSingleton<RawSpeechDoor>();
        services.TryAddSingleton<FfmpegProgram>();
        services.TryAddSingleton<SpeechEncoders>();
        services.TryAddSingleton<OpenAiModels>();
        services.TryAddSingleton<OpenAiVoices>();
        services.TryAddSingleton<OpenAiSpeech>();
        return services;
    }
}
