using IShowTts.Worker.Intake.Twins;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Intake;

/// <summary>Registers the intake loop; the composer and its filters have their own.</summary>
internal static class IntakeLoopServiceCollectionExtensions
{
    /// <summary>Adds the loop that reads all sources.</summary>
    public static IServiceCollection AddIntakeLoop(this IServiceCollection services)
    {
        services.TryAddSingleton<TwinKeeper>();
        services.TryAddSingleton<EventIntake>();
        services.TryAddSingleton<IntakeProgress>();
        services.AddHostedService<IntakeService>();
        services.AddHostedService<SourceWatch>();
        return services;
    }
}
