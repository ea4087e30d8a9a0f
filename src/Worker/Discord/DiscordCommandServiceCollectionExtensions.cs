using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Adds what the worker does with the Discord bot besides speaking.</summary>
internal static class DiscordCommandServiceCollectionExtensions
{
    /// <summary>Adds slash commands, and text channels as a source when there are any. Call it after the bot is added; without one nothing is. What answers stops before the bot does.</summary>
    public static IServiceCollection AddDiscordCommands(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DiscordCommandOptions>().Bind(configuration.GetSection(DiscordCommandOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiscordCommandOptions>, DiscordCommandOptionsValidator>());
        if (services.All(static service => service.ServiceType != typeof(IDiscordBot)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DiscordHome>();
        services.TryAddSingleton<DiscordRoles>();
        services.TryAddSingleton<DiscordGuildChannels>();
        services.TryAddSingleton<WaitingUtterances>();
        services.TryAddSingleton<DiscordCommands>();
        services.TryAddSingleton<DiscordChoices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICommandSet, DiscordVoiceCommands>());
        services.AddHostedService<DiscordCommandRegistrar>();
        services.AddHostedService<DiscordInteractionService>();
        if (configuration.GetSection($"{DiscordOptions.Section}:{nameof(DiscordOptions.TextChannels)}").GetChildren().Any())
        {
            services.TryAddSingleton<DiscordDoubts>();
            services.TryAddSingleton<IUtteranceDoubts>(static provider => provider.GetRequiredService<DiscordDoubts>());
            services.AddSingleton<IEventSource, DiscordTextSource>();
            services.AddHostedService<DiscordLookUp>();
        }

        return services;
    }
}
