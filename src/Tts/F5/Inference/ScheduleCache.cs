using IShowTts.Tts.F5.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.F5.Inference;

/// <summary>
/// The last few schedules with their modulations. For a new one the modulation graph (40 % of the parameters) is opened, run and closed. Not thread safe.
/// </summary>
/// <param name="directory">Folder of the model.</param>
/// <param name="architecture">Sizes.</param>
/// <param name="open">Opens a session.</param>
internal sealed class ScheduleCache(string directory, F5Architecture architecture, Func<string, InferenceSession> open) : IDisposable
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

        using var session = open(Path.Combine(directory, F5ModelWriter.FileName("modulation")));
        Opened++;
        _schedules.AddFirst(ModulatedSchedule.Compute(session, architecture, steps));
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
