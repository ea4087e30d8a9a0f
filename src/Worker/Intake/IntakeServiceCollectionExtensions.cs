using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Intake;

/// <summary>Registers the composer.</summary>
internal static class IntakeServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IUtteranceComposer"/> and <see cref="ISayComposer"/>; needs <see cref="IViewerSettings"/> and <see cref="ISpeechGate"/>.</summary>
    public static IServiceCollection AddIntakeComposer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddFiltering(configuration);
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>());
        services.TryAddSingleton(configuration);
        services.TryAddSingleton<ComposerRulesLoader>();
        services.TryAddSingleton(provider => provider.GetRequiredService<ComposerRulesLoader>().CreateComposer());
        services.TryAddSingleton<IUtteranceComposer>(provider => provider.GetRequiredService<UtteranceComposer>());
        services.TryAddSingleton<ISayComposer>(provider => provider.GetRequiredService<UtteranceComposer>());
        return services;
    }
}
