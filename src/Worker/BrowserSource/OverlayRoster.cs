using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.BrowserSource;

/// <summary>The pages that are connected, in the order in which they came, and the sinks they may play for. Thread safe.</summary>
internal sealed class OverlayRoster(IOptions<BrowserSourceOptions> options, TimeProvider time)
{
    private readonly int limit = options.Value.MaxPages;
    private ImmutableArray<OverlayPage> pages = [];
    private ImmutableHashSet<string> outputs = [];
    private int lastNumber;

    /// <summary>Told after a page came, left, began or ceased to play, or its audio clock was heard of for the first time.</summary>
    public event Action<OverlayPage>? Changed;

    /// <summary>Told what a page says about the audio it plays.</summary>
    public event Action<OverlayPage, PageReport>? Reported;

    /// <summary>All pages.</summary>
    public ImmutableArray<OverlayPage> Pages => ImmutableInterlocked.InterlockedCompareExchange(ref pages, default, default);

    /// <summary>Says that a sink of this name exists.</summary>
    public void AddOutput(string name) => ImmutableInterlocked.Update(ref outputs, static (all, one) => all.Add(one), name);

    /// <summary>Whether a sink of this name exists, so that its pages shall play.</summary>
    public bool IsOutput(string name) => Volatile.Read(ref outputs).Contains(name);

    /// <summary>Lets a page in.</summary>
    /// <param name="name">Its overlay's name, lower case.</param>
    /// <returns>Null when there are too many already.</returns>
    public OverlayPage? Join(string name)
    {
        var page = new OverlayPage(Interlocked.Increment(ref lastNumber), name);
        var isIn = ImmutableInterlocked.Update(ref pages, (all, one) => all.Length < limit ? all.Add(one) : all, page);
        if (!isIn)
        {
            return null;
        }

        Changed?.Invoke(page);
        return page;
    }

    /// <summary>Lets a page go; nothing when it is gone already.</summary>
    public void Leave(OverlayPage page)
    {
        page.Audio = PageAudio.Off;
        if (ImmutableInterlocked.Update(ref pages, static (all, one) => all.Remove(one), page))
        {
            Changed?.Invoke(page);
        }
    }

    /// <summary>Hands on what a page says.</summary>
    public void Report(OverlayPage page, PageReport report)
    {
        if (page.Ended.IsCompleted)
        {
            return;
        }

        if (report.Type != "audio")
        {
            Hear(page, report);
            return;
        }

        var audio = report.State switch
        {
            "running" => PageAudio.Running,
            "blocked" => PageAudio.Blocked,
            "unsupported" => PageAudio.Unsupported,
            "starting" => PageAudio.Unknown,
            _ => PageAudio.Off,
        };
        if (audio != page.Audio)
        {
            page.Audio = audio;
            Changed?.Invoke(page);
        }
    }

    private void Hear(OverlayPage page, PageReport report)
    {
        if (report.Type is not ("played" or "dry" or "faded" or "started" or "ended"))
        {
            return; // of a newer page than this worker knows
        }

        var isFirst = page.LastWord is null;
        page.LastWord = time.GetTimestamp();
        Reported?.Invoke(page, report);
        if (isFirst && page.Audio != PageAudio.Unknown)
        {
            Changed?.Invoke(page);
        }
    }

    /// <summary>Sends to all pages.</summary>
    public void Send(OverlayFrame frame)
    {
        foreach (var page in Pages)
        {
            page.Send(frame);
        }
    }
}
