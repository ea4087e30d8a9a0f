using System.Collections.Immutable;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Commands;

/// <summary>The command router with real settings in a folder of its own, a queue in memory and a control that writes down.</summary>
internal sealed class CommandStage : IDisposable, IVoiceDirectory, IWordCheck
{
    public CommandStage()
    {
        Alarms = new AlarmBoard(Time, NullLogger<AlarmBoard>.Instance);
        Audit = new AuditLog(Directory, Microsoft.Extensions.Options.Options.Create(new AuditOptions()), Time, Alarms, NullLogger<AuditLog>.Instance);
        Store = new ViewerSettingsStore(Directory, Time, Alarms);
        Queue = new InMemoryUtteranceQueue(new QueueOptions(), Time);
        Router = MakeRouter(Queue);
    }

    public DataDirectory Directory { get; } = new(System.IO.Directory.CreateTempSubdirectory("ishowtts-commands-").FullName);

    public FixedOptions<CommandOptions> Options { get; } = new(new CommandOptions());

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public FakeSpeechControl Control { get; } = new();

    public SpeechGate Gate { get; } = new();

    public AlarmBoard Alarms { get; }

    public AuditLog Audit { get; }

    public ViewerSettingsStore Store { get; }

    public InMemoryUtteranceQueue Queue { get; }

    public ChatCommandRouter Router { get; }

    public List<ICommandSet> Sets { get; } = [];

    public IReadOnlyList<string> Names { get; set; } = ["Anna", "Big Bob", "zoe"];

    public IReadOnlyList<string> AuditLines => File.Exists(Directory.AuditFile) ? File.ReadAllLines(Directory.AuditFile) : [];

    /// <summary>A router with the sets of <see cref="Sets"/>.</summary>
    public ChatCommandRouter MakeRouter(IUtteranceQueue queue) => new(
        Options,
        Store,
        new CommandCooldown(Time),
        new SpeechCommands(Control, Store),
        new ViewerCommands(Store, this, this, Audit, Options),
        new OwnMessageCommands(queue, Control, Store, Gate),
        new ApprovalCommands(queue, Control),
        Sets);

    public static Viewer Ana { get; } = new("1", "ana", "Ana");

    public static Viewer Mod { get; } = new("2", "mod", "Mod") { Roles = ViewerRoles.Moderator };

    public static ChatMessage Message(Viewer viewer, string text) => new()
    {
        Viewer = viewer,
        Message = new MessageText(text, ImmutableArray<TextSpan>.Empty),
        MessageId = "m",
    };

    public bool MaySay(string text) => !text.Contains("slur", StringComparison.OrdinalIgnoreCase);

    public async Task<CommandOutcome> Type(Viewer viewer, string text)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return await Router.RunAsync(Message(viewer, text), default);
    }

    public async Task<string?> Reply(Viewer viewer, string text) => (await Type(viewer, text)).Reply;

    public void Dispose()
    {
        Audit.Dispose();
        Queue.Dispose();
        System.IO.Directory.Delete(Directory.Root, recursive: true);
    }
}
