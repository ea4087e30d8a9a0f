using IShowTts.Tts.Text;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace IShowTts.Worker.Intake;

/// <summary>Makes the composer's rules at start, and again when the configuration changes. A change with a mistake is logged and not taken.</summary>
internal sealed class ComposerRulesLoader : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly IServiceProvider _services;
    private readonly FilterMemory _memory;
    private readonly ILogger<ComposerRulesLoader> _logger;
    private IDisposable? _changes;

    /// <summary>Makes one.</summary>
    public ComposerRulesLoader(IConfiguration configuration, IServiceProvider services, FilterMemory memory, ILogger<ComposerRulesLoader> logger)
    {
        _configuration = configuration;
        _services = services;
        _memory = memory;
        _logger = logger;
    }

    /// <summary>Makes the composer; from then on it follows the configuration.</summary>
    /// <exception cref="OptionsValidationException">The configuration has mistakes; the message lists all.</exception>
    public UtteranceComposer CreateComposer()
    {
        var rules = ComposerRules.Create(
            _services.GetRequiredService<IOptions<IntakeOptions>>().Value,
            _services.GetRequiredService<IOptions<FilterOptions>>().Value,
            _services.GetRequiredService<IOptions<TextOptions>>().Value,
            _memory,
            out var errors) ?? throw new OptionsValidationException(IntakeOptions.Section, typeof(IntakeOptions), errors);
        var composer = new UtteranceComposer(rules, _services.GetRequiredService<IViewerSettings>(), _services.GetRequiredService<ISpeechGate>(), _services.GetService<IOwnRewards>());
        _changes = ChangeToken.OnChange(_configuration.GetReloadToken, () => Reload(composer));
        return composer;
    }

    /// <inheritdoc/>
    public void Dispose() => _changes?.Dispose();

    private void Reload(UtteranceComposer composer)
    {
        try
        {
            var intake = _configuration.GetSection(IntakeOptions.Section).Get<IntakeOptions>() ?? new IntakeOptions();
            var filters = _configuration.GetSection(FilterOptions.Section).Get<FilterOptions>() ?? new FilterOptions();
            var text = _configuration.GetSection(TextOptions.Section).Get<TextOptions>() ?? new TextOptions();
            var errors = Mistakes(intake).Concat(Mistakes(filters)).Concat(Mistakes(text)).Distinct().ToList();
            if (errors.Count == 0 && ComposerRules.Create(intake, filters, text, _memory, out _) is { } rules)
            {
                composer.Use(rules);
                Log.Reloaded(_logger);
                return;
            }

            Log.NotReloaded(_logger, string.Join(' ', errors));
        }
        catch (InvalidOperationException mistake)
        {
            // A value that does not fit its key, for example a word where a number is wanted.
            Log.NotReloaded(_logger, mistake.Message);
        }
    }

    private IEnumerable<string> Mistakes<T>(T options)
        where T : class =>
        _services.GetServices<IValidateOptions<T>>().SelectMany(v => v.Validate(Options.DefaultName, options).Failures ?? []);
}
