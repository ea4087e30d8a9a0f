using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Commands;

/// <summary>Adds steering from chat.</summary>
internal static class CommandServiceCollectionExtensions
{
    /// <summary>Adds the commands, the audit log, and what was chosen for viewers with its file. Call it before the features that bring stand-ins for these.</summary>
    public static IServiceCollection AddChatCommands(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CommandOptions>().Bind(configuration.GetSection(CommandOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection(AuditOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CommandOptions>, CommandOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAuditLog, AuditLog>();
        services.TryAddSingleton<ViewerSettingsStore>();
        services.TryAddSingleton<IViewerSettings>(static provider => provider.GetRequiredService<ViewerSettingsStore>());
        services.TryAddSingleton<IVoiceDirectory, CatalogVoiceDirectory>();
        services.TryAddSingleton<IWordCheck, FilterWordCheck>();
        services.TryAddSingleton<CommandCooldown>();
        services.TryAddSingleton<SpeechCommands>();
        services.TryAddSingleton<ViewerCommands>();
        services.TryAddSingleton<OwnMessageCommands>();
        services.TryAddSingleton<ApprovalCommands>();
        services.TryAddSingleton<ChatCommandRouter>();
        services.TryAddSingleton<CommandJournal>();
        services.TryAddSingleton<IChatCommands, AnsweredChatCommands>();
        services.AddHostedService<SpeechStateKeeper>();
        return services;
    }
}
