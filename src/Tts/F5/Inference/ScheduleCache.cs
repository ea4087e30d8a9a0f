using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.F5.Inference;

/// <summary>
/// The last few schedules with their modulations. For a new one the modulation graph (40 % of the parameters) is opened, run and closed. Not thread safe.
/// </summary>
/// <param name="open">Opens the modulation graph.</param>
/// <param name="memory">Where the step graph wants the modulations.</param>
/// <param name="architecture">Sizes.</param>
internal sealed class ScheduleCache(Func<InferenceSession> open, DeviceMemory memory, F5Architecture architecture) : IDisposable
{
    /// <summary>Schedules kept; the one not used for longest goes.</summary>
    public const int Capacity = 8;

    private readonly LinkedList<ModulatedSchedule> _schedules = [];

    /// <summary>How often the modulation graph was opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Gives a schedule, valid until the next call.</summary>
    public ModulatedSchedule Get(IReadOnlyList<FlowStep> steps)
    {
        for (var node = _schedules.First; node is not null; node = node.Next)
        {
            if (node.Value.Is(steps))
            {
                _schedules.Remove(node);
                _schedules.AddFirst(node);
                return node.Value;
            }
        }

        using var session = open();
        Opened++;
        _schedules.AddFirst(ModulatedSchedule.Compute(session, memory, architecture, steps));
        if (_schedules.Count > Capacity)
        {
            _schedules.Last!.Value.Dispose();
            _schedules.RemoveLast();
        }

        return _schedules.First!.Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var schedule in _schedules)
        {
            schedule.Dispose();
        }

        _schedules.Clear();
    }
}
