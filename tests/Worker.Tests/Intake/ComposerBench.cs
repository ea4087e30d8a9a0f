using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>The real composer from real configuration, with a hand-set gate and viewers.</summary>
internal sealed class ComposerBench : ISpeechGate, IViewerSettings
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, ViewerChoice> _choices = [];
    private int _next;

    public ComposerBench(params (string Key, string Value)[] settings)
    {
        Configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ISpeechGate>(this);
        services.AddSingleton<IViewerSettings>(this);
        Own = new OwnRewards(() => IsSettling);
        services.AddSingleton<IOwnRewards>(Own);
        services.AddIntakeComposer(Configuration);
        Composer = services.BuildServiceProvider().GetRequiredService<UtteranceComposer>();
    }

    public UtteranceComposer Composer { get; }

    public IConfigurationRoot Configuration { get; }

    public void Reload(string key, string value)
    {
        Configuration[key] = value;
        Configuration.Reload();
    }

    public DateTimeOffset Now { get; set; } = Start;

    public bool IsEnabled { get; set; } = true;

    public SpeechMode Mode { get; set; } = SpeechMode.All;

    public ViewerChoice For(Viewer viewer) => _choices.GetValueOrDefault(viewer.Login, ViewerChoice.None);

    /// <summary>Our own rewards.</summary>
    public OwnRewards Own { get; }

    /// <summary>Twitch is told what becomes of redemptions.</summary>
    public bool IsSettling { get; set; } = true;

    public void Choose(string login, ViewerChoice choice) => _choices[login] = choice;

    public static Viewer Someone(string name = "Robin", ViewerRoles roles = ViewerRoles.Everyone) => new(name + "-id", name.ToLowerInvariant(), name) { Roles = roles };

    public ChatMessage Chat(string text, string from = "Robin", ViewerRoles roles = ViewerRoles.Everyone) =>
        new() { Id = $"m{_next++}", Source = "test", Channel = "chan", MessageId = $"c{_next}", At = Start, Viewer = Someone(from, roles), Message = MessageText.Plain(text) };

    public T Event<T>(T like)
        where T : MessageEvent =>
        like with { Id = $"e{_next++}", Source = "test", Channel = "chan", At = Start, Viewer = like.Viewer == Viewer.Anonymous ? Someone() : like.Viewer };

    public IntakeDecision Decide(StreamEvent streamEvent) => Composer.Decide(streamEvent, Now);

    /// <summary>What is spoken of a chat message; null when it is not.</summary>
    public string? Say(string text)
    {
        var decision = Decide(Chat(text));
        return decision.Verdict.Verdict == Verdict.Speak ? decision.Utterance!.SpokenText : null;
    }
}
