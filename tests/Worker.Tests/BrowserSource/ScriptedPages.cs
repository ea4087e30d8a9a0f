using System.Buffers.Binary;
using System.Text.Json;
using IShowTts.Worker.BrowserSource;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>Pages without a socket, whose every word the test says, and what was sent to them.</summary>
internal sealed class ScriptedPages
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly OverlayRoster roster;

    public ScriptedPages() => roster = new OverlayRoster(Options.Create(new BrowserSourceOptions()), Time);

    public FakeTimeProvider Time { get; } = new();

    public BrowserSourceSink NewSink(BrowserSourceOptions? options = null) => new("", roster, options ?? new BrowserSourceOptions(), Time, NullLogger.Instance);

    /// <summary>A page that says that it plays.</summary>
    /// <param name="isHeardOf">Its audio clock bears it out.</param>
    public OverlayPage Join(bool isHeardOf = true)
    {
        var page = roster.Join("").ShouldNotBeNull();
        roster.Report(page, new PageReport("audio", "running", 0, 0, null));
        if (isHeardOf)
        {
            Say(page, "played", 0, 0);
        }

        return page;
    }

    public void Leave(OverlayPage page) => roster.Leave(page);

    public void Say(OverlayPage page, string type, uint generation, long frames, string? utterance = null)
        => roster.Report(page, new PageReport(type, null, generation, frames, utterance));

    /// <summary>What was sent to a page and not taken yet: for audio its type is <c>pcm</c>.</summary>
    public static List<(string Type, uint Generation, long Frames)> Take(OverlayPage page)
    {
        var taken = new List<(string, uint, long)>();
        while (page.Outgoing.TryRead(out var frame))
        {
            taken.Add(Read(frame));
        }

        return taken;
    }

    /// <summary>Takes what is sent to a page until a message of a type came, and that one.</summary>
    public static async Task<List<(string Type, uint Generation, long Frames)>> TakeUntilAsync(OverlayPage page, string type)
    {
        using var limit = new CancellationTokenSource(Limit);
        var taken = new List<(string Type, uint Generation, long Frames)>();
        do
        {
            taken.Add(Read(await page.Outgoing.ReadAsync(limit.Token)));
        }
        while (taken[^1].Type != type);

        return taken;
    }

    /// <summary>Takes audio that is sent to a page until it is so much.</summary>
    public static async Task TakeFramesAsync(OverlayPage page, long frames)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (frames > 0)
        {
            frames -= Read(await page.Outgoing.ReadAsync(limit.Token)) is { Type: "pcm" } packet ? packet.Frames : 0;
        }

        frames.ShouldBe(0);
    }

    private static (string Type, uint Generation, long Frames) Read(OverlayFrame frame)
    {
        if (frame.IsBinary)
        {
            var packet = frame.Bytes.Span;
            var channels = BinaryPrimitives.ReadUInt32LittleEndian(packet[8..]);
            return ("pcm", BinaryPrimitives.ReadUInt32LittleEndian(packet), (packet.Length - PcmPacket.HeaderBytes) / sizeof(short) / channels);
        }

        using var message = JsonDocument.Parse(frame.Bytes);
        var root = message.RootElement;
        return (
            root.GetProperty("type").GetString()!,
            root.TryGetProperty("generation", out var generation) ? generation.GetUInt32() : 0,
            root.TryGetProperty("frame", out var at) ? at.GetInt64() : 0);
    }
}
