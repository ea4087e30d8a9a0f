namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>Holds a main loop's lock until disposed. Belongs to the thread that took it.</summary>
internal readonly ref struct PulseLock
{
    private readonly nint loop;

    /// <summary>Takes the lock.</summary>
    /// <param name="loop">The main loop, or 0 for none.</param>
    public PulseLock(nint loop)
    {
        this.loop = loop;
        if (loop != 0)
        {
            PulseNative.pa_threaded_mainloop_lock(loop);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        if (loop != 0)
        {
            PulseNative.pa_threaded_mainloop_unlock(loop);
        }
    }
}
